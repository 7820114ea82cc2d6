import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { isLoopbackAddress, networkOf } from './network-of.ts';

/** Open connections in all: sockets of nodes and viewers, and requests. */
const MAXIMUM_CONNECTIONS = 8_192;
/** From one network. A proxy in front of the coordinator, which brings everybody, is on this machine. */
const MAXIMUM_CONNECTIONS_OF_NETWORK = 1_024;

export const CONNECTION_LIMITS = { all: MAXIMUM_CONNECTIONS, network: MAXIMUM_CONNECTIONS_OF_NETWORK };

/** Closes connections beyond what one network, and all together, may have open. */
export function limitConnections(
  server: Server,
  { all, network }: typeof CONNECTION_LIMITS = CONNECTION_LIMITS,
  isExempt: (address: string) => boolean = isLoopbackAddress,
): void {
  const open = new Map<string, number>();
  server.maxConnections = all;
  server.on('connection', (socket: Socket) => {
    const { remoteAddress } = socket;
    if (remoteAddress === undefined || isExempt(remoteAddress)) return;
    const key = networkOf(remoteAddress);
    const count = (open.get(key) ?? 0) + 1;
    if (count > network) {
      socket.destroy();
      return;
    }
    open.set(key, count);
    socket.once('close', () => {
      const left = (open.get(key) ?? 1) - 1;
      if (left === 0) open.delete(key);
      else open.set(key, left);
    });
  });
}

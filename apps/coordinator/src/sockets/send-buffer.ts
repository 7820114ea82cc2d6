import type { IncomingMessage } from 'node:http';

/** What may wait for a client that reads slowly, apart from the last message, which may be as large as it is. */
const MAXIMUM_WAITING_BYTES = 32 * 1024 * 1024;

interface Packet {
  readonly data?: unknown;
}

/** What is needed of a connection of engine.io. */
export interface EngineSocket {
  readonly request: IncomingMessage;
  on(event: 'packetCreate', listener: (packet: Packet) => void): unknown;
  on(event: 'flush', listener: () => void): unknown;
  close(discard: boolean): unknown;
}

/**
 * Cuts a client for which too much is waiting: one that asks and does not read would fill the memory. A node
 * loses no run by it, it comes back to them.
 */
export function limitSendBuffer(
  connection: EngineSocket,
  cut: (bytes: number) => void,
  maximum = MAXIMUM_WAITING_BYTES,
): void {
  /** Not yet handed to the network socket, which has a count of its own. */
  let queued = 0;
  let isCut = false;
  connection.on('flush', () => (queued = 0));
  connection.on('packetCreate', ({ data }) => {
    const waiting = queued + connection.request.socket.writableLength;
    queued += sizeOf(data);
    if (waiting <= maximum || isCut) return;
    isCut = true;
    cut(waiting);
    // What waits is thrown away with the connection, or it would be waited for.
    connection.request.socket.destroy();
    connection.close(true);
  });
}

function sizeOf(data: unknown): number {
  if (typeof data === 'string') return data.length;
  return ArrayBuffer.isView(data) ? data.byteLength : 0;
}

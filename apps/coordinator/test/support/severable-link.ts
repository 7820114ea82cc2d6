import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP link to a server that can be cut like a cable, or made to swallow everything. */
export interface SeverableLink {
  readonly port: number;
  /** Breaks what is open and refuses what comes. */
  cut(): void;
  /** Lets nothing through any more, and says nothing about it. */
  swallow(): void;
  /** Lets new connections through again; what was swallowed stays lost. */
  mend(): void;
  close(): Promise<void>;
}

export async function severableLink(to: { host: string; port: number }): Promise<SeverableLink> {
  const sockets = new Set<Socket>();
  let state: 'open' | 'cut' | 'swallowing' = 'open';
  const server = createServer((near) => {
    if (state === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(to);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    if (state === 'swallowing') return;
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      state = 'cut';
      cutAll();
    },
    swallow() {
      state = 'swallowing';
      for (const socket of sockets) socket.unpipe().pause();
    },
    mend() {
      state = 'open';
    },
    async close() {
      cutAll();
      server.close();
      await once(server, 'close');
    },
  };
}

import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Bytes of all connections that a server has had, encrypted or not as they are on the wire. */
export class NetworkBytes {
  readonly #open = new Set<Socket>();
  #received = 0;
  #sent = 0;

  constructor(server: Server) {
    server.on('connection', (socket: Socket) => {
      this.#open.add(socket);
      socket.once('close', () => {
        this.#open.delete(socket);
        this.#received += socket.bytesRead;
        this.#sent += socket.bytesWritten;
      });
    });
  }

  total(): { received: number; sent: number } {
    let received = this.#received;
    let sent = this.#sent;
    for (const { bytesRead, bytesWritten } of this.#open) {
      received += bytesRead;
      sent += bytesWritten;
    }
    return { received, sent };
  }
}

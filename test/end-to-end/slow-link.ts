import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

const TICK_MILLISECONDS = 20;

/**
 * A TCP link to a server on this machine that carries WebSockets as slowly as an old telephone line; files come
 * at full speed, so that a page is there soon. What the server sends is read at once and waits in the link:
 * `mostWaiting` is all that was sent and had not arrived.
 */
export class SlowLink {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #bytesPerTick: number;
  #mostWaiting = 0;

  private constructor(port: number, bitsPerSecond: number) {
    this.#bytesPerTick = (bitsPerSecond / 8) * (TICK_MILLISECONDS / 1000);
    this.#server = createServer((near) => this.#carry(near, connect(port, '127.0.0.1')));
  }

  static async to(port: number, bitsPerSecond: number): Promise<SlowLink> {
    const link = new SlowLink(port, bitsPerSecond);
    link.#server.listen(0, '127.0.0.1');
    await once(link.#server, 'listening');
    return link;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** The most bytes of one WebSocket that ever waited at once. */
  get mostWaiting(): number {
    return this.#mostWaiting;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #carry(near: Socket, far: Socket): void {
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
    near.once('data', (request: Buffer) => {
      far.write(request);
      near.pipe(far);
      if (/upgrade: websocket/i.test(request.toString('latin1'))) this.#trickle(far, near);
      else far.pipe(near);
    });
  }

  #trickle(from: Socket, to: Socket): void {
    let waiting = Buffer.alloc(0);
    const timer = setInterval(() => {
      to.write(waiting.subarray(0, this.#bytesPerTick));
      waiting = waiting.subarray(this.#bytesPerTick);
    }, TICK_MILLISECONDS);
    from.on('close', () => clearInterval(timer));
    from.on('data', (bytes: Buffer) => {
      waiting = Buffer.concat([waiting, bytes]);
      this.#mostWaiting = Math.max(this.#mostWaiting, waiting.length);
    });
  }
}

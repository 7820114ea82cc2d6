import { connect, type Socket } from 'node:net';

/** What came back on a connection, and whether the other end closed it. */
export interface RawReply {
  readonly received: Buffer;
  readonly closed: boolean;
}

const CONNECT_MILLISECONDS = 10_000;

/** A TCP connection on which anything can be said. */
export class RawConnection {
  readonly #socket: Socket;
  readonly #pieces: Buffer[] = [];
  #closed = false;
  #changed: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (piece: Buffer) => {
      this.#pieces.push(piece);
      this.#changed();
    });
    socket.on('close', () => {
      this.#closed = true;
      this.#changed();
    });
    // The other end may close while something is being written: that is an answer too.
    socket.on('error', () => undefined);
  }

  /** Undefined when the connection is refused, as it is where there are too many. */
  static open(port: number, localAddress: string | undefined): Promise<RawConnection | undefined> {
    return new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.1', port, localAddress, timeout: CONNECT_MILLISECONDS });
      const connection = new RawConnection(socket);
      socket.setNoDelay(true);
      socket.once('connect', () => resolve(connection));
      socket.once('close', () => resolve(undefined));
      socket.once('timeout', () => socket.destroy());
    });
  }

  get closed(): boolean {
    return this.#closed;
  }

  write(data: string | Uint8Array): void {
    if (!this.#closed && this.#socket.writable) this.#socket.write(data);
  }

  /** Waits until `enough` has come back, the connection is closed, or the time is over. */
  async read(milliseconds: number, enough: (received: Buffer) => boolean = () => false): Promise<RawReply> {
    const deadline = performance.now() + milliseconds;
    for (;;) {
      const received = Buffer.concat(this.#pieces);
      const left = deadline - performance.now();
      if (this.#closed || left <= 0 || enough(received)) return { received, closed: this.#closed };
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#changed = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  end(): void {
    this.#socket.destroy();
  }
}

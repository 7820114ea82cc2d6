import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { TIMINGS } from '@crossover/protocol';

/** A reader that has lost its connection waits so long before it connects again. */
const RETRY_MILLISECONDS = 2_000;
/** What waits for the reader here, in bytes, before the next event waits for the reader. */
const WAITING_BYTES = 16 * 1024;

/** Server-sent events to one reader. An event is sent only when the reader has taken what was sent before. */
export class EventStream {
  readonly #stream = new PassThrough({ highWaterMark: WAITING_BYTES });
  readonly #closing = new AbortController();
  readonly #heartbeat: NodeJS.Timeout;

  constructor(heartbeatMilliseconds: number, onEnd: () => void) {
    this.#stream.write(`retry: ${RETRY_MILLISECONDS}\n\n`);
    // A reader that is behind has something to read: the comment would only wait with the rest.
    this.#heartbeat = setInterval(() => {
      if (!this.#stream.writableNeedDrain) this.#stream.write(':\n\n');
    }, heartbeatMilliseconds);
    this.#stream.once('close', () => {
      clearInterval(this.#heartbeat);
      this.#closing.abort();
      onEnd();
    });
  }

  /** What goes to the reader. */
  get body(): Readable {
    return this.#stream;
  }

  /** Resolves when there is room for the next event. A reader that takes nothing for long is given up. */
  async send(name: string, id: number, data: object): Promise<void> {
    if (this.#stream.destroyed || this.#stream.writableEnded) throw new Error('the reader has gone');
    const hasRoom = this.#stream.write(`id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    if (hasRoom) return;
    try {
      const signal = AbortSignal.any([
        AbortSignal.timeout(TIMINGS.acknowledgeMilliseconds),
        this.#closing.signal,
      ]);
      await once(this.#stream, 'drain', { signal });
    } catch (error) {
      this.#stream.destroy();
      throw error;
    }
  }

  /** The reader gets what was sent, and then the end. */
  end(): void {
    clearInterval(this.#heartbeat);
    this.#stream.end();
  }
}

import type { Readable } from 'node:stream';
import { RefusedError } from '../../errors.ts';
import type { LabFeed } from '../../lab-feed.ts';
import { messages } from '../../messages.ts';
import { Viewer, type ViewerSurroundings } from '../../viewers/viewer.ts';
import { EventStream } from './event-stream.ts';

/** Readers in all: each may hold a page of an experiment. */
const MAXIMUM_STREAMS = 256;
/** Readers from one address. */
const MAXIMUM_STREAMS_OF_ADDRESS = 32;

interface Reader {
  readonly address: string;
  readonly stream: EventStream;
  readonly viewer: Viewer;
}

/** Everybody who watches by server-sent events. They are viewers like those on sockets, with the same frames. */
export class EventStreams {
  readonly #surroundings: ViewerSurroundings;
  readonly #heartbeatMilliseconds: number;
  readonly #readers = new Set<Reader>();
  readonly #unsubscribe: () => void;

  constructor(surroundings: ViewerSurroundings, feed: LabFeed, heartbeatMilliseconds: number) {
    this.#surroundings = surroundings;
    this.#heartbeatMilliseconds = heartbeatMilliseconds;
    this.#unsubscribe = feed.subscribe((event) => {
      for (const { viewer } of this.#readers) viewer.notice(event);
    });
  }

  get count(): number {
    return this.#readers.size;
  }

  /**
   * The events of one experiment, or with null of the list alone.
   *
   * @throws {RefusedError} `rate-limited` when there are too many readers, `unknown-experiment`
   */
  async open(address: string, experimentId: string | null): Promise<Readable> {
    this.#checkRoom(address);
    const stream = new EventStream(this.#heartbeatMilliseconds, () => {
      viewer.close();
      this.#readers.delete(reader);
    });
    const viewer = new Viewer(this.#surroundings, async (frame) => {
      await stream.send('frame', frame.sequence, frame);
      if (experimentId !== null && frame.removed.includes(experimentId)) stream.end();
    });
    const reader: Reader = { address, stream, viewer };
    this.#readers.add(reader);
    try {
      const state = await viewer.watch(experimentId);
      // Frames come a moment later at the earliest; whether there is room for them they find out themselves.
      void stream.send('state', 0, state).catch(() => viewer.close());
      return stream.body;
    } catch (error) {
      stream.body.destroy();
      throw error;
    }
  }

  /** Ends all streams; their readers may connect again, here or elsewhere. */
  close(): void {
    this.#unsubscribe();
    for (const { stream, viewer } of this.#readers) {
      viewer.close();
      stream.end();
    }
  }

  #checkRoom(address: string): void {
    const own = [...this.#readers].filter((reader) => reader.address === address).length;
    if (own < MAXIMUM_STREAMS_OF_ADDRESS && this.#readers.size < MAXIMUM_STREAMS) return;
    throw new RefusedError(
      'rate-limited',
      messages.tooManyStreams(MAXIMUM_STREAMS_OF_ADDRESS, MAXIMUM_STREAMS),
    );
  }
}

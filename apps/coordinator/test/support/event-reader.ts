/** One server-sent event. */
export interface ReceivedEvent {
  readonly name: string;
  readonly id: string;
  readonly data: unknown;
}

/** Reads server-sent events from an answer, as fast as a test wants to. */
export class EventReader {
  readonly retries: number[] = [];
  comments = 0;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  #text = '';

  constructor({ body }: Response) {
    if (body === null) throw new Error('The answer has no body.');
    this.#reader = body.getReader();
  }

  /** The next event; undefined when the stream has ended. */
  async next(): Promise<ReceivedEvent | undefined> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end < 0) {
        const { value, done } = await this.#reader.read();
        if (done) return undefined;
        this.#text += this.#decoder.decode(value, { stream: true });
        continue;
      }
      const lines = this.#text.slice(0, end).split('\n');
      this.#text = this.#text.slice(end + 2);
      const field = (name: string) =>
        lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const retry = field('retry');
      if (retry !== undefined) this.retries.push(Number(retry));
      if (lines.every((line) => line.startsWith(':'))) this.comments += 1;
      const data = field('data');
      if (data === undefined) continue;
      return { name: field('event') ?? '', id: field('id') ?? '', data: JSON.parse(data) as unknown };
    }
  }

  /** Reads on until an event is what is looked for. */
  async until(isWanted: (event: ReceivedEvent) => boolean): Promise<ReceivedEvent[]> {
    const events: ReceivedEvent[] = [];
    for (;;) {
      const event = await this.next();
      if (event === undefined) throw new Error('The stream ended before what was awaited.');
      events.push(event);
      if (isWanted(event)) return events;
    }
  }

  async close(): Promise<void> {
    await this.#reader.cancel();
  }
}

import { z } from 'zod';
import { noteSchema, type Note } from './note.ts';

/** PostgreSQL takes less than 8000 bytes in one notification; what is longer goes in several parts. */
const PART_LENGTH = 7_400;
/** Parts of one letter that somebody else could make this process keep. */
const MOST_PARTS = 10_000;

const partSchema = z.object({
  from: z.uuid(),
  number: z.int().min(0),
  index: z.int().min(0),
  count: z.int().min(1).max(MOST_PARTS),
  text: z.string(),
});

const letterSchema = z.array(z.unknown());

/** Notifications that carry these notes. */
export function writeLetter(from: string, number: number, notes: readonly Note[]): string[] {
  // Without characters beyond ASCII a character is a byte.
  const text = JSON.stringify(notes).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const count = Math.ceil(text.length / PART_LENGTH);
  return Array.from(
    { length: count },
    (_, index) =>
      `${from} ${number} ${index} ${count} ${text.slice(index * PART_LENGTH, (index + 1) * PART_LENGTH)}`,
  );
}

export interface Letter {
  readonly from: string;
  readonly notes: readonly Note[];
  readonly faults: readonly Error[];
}

/** Puts the letters of the other coordinators together from the notifications that come in. */
export class LetterReader {
  readonly #self: string;
  readonly #begun = new Map<string, { number: number; texts: string[] }>();

  constructor(self: string) {
    this.#self = self;
  }

  /**
   * The letter that this part completes; undefined while parts are missing, and when it is our own. A note
   * that is not understood, from a coordinator of another version perhaps, leaves the others readable.
   */
  read(payload: string): Letter | undefined {
    const { from, number, index, count, text } = parsePart(payload);
    if (from === this.#self) return undefined;
    const begun = this.#begun.get(from);
    const texts = begun?.number === number ? begun.texts : [];
    // A letter whose beginning was missed cannot be read; the reconnection that missed it has everything counted anew.
    if (index !== texts.length) return undefined;
    texts.push(text);
    if (texts.length < count) {
      this.#begun.set(from, { number, texts });
      return undefined;
    }
    this.#begun.delete(from);
    const parsed = letterSchema.parse(JSON.parse(texts.join(''))).map((note) => noteSchema.safeParse(note));
    return {
      from,
      notes: parsed.flatMap(({ data }) => (data === undefined ? [] : [data])),
      faults: parsed.flatMap(({ error }) => (error === undefined ? [] : [error])),
    };
  }

  /** Drops what all coordinators but these have begun to say. */
  keep(coordinatorIds: ReadonlySet<string>): void {
    for (const from of [...this.#begun.keys()].filter((id) => !coordinatorIds.has(id))) {
      this.#begun.delete(from);
    }
  }
}

function parsePart(payload: string): z.infer<typeof partSchema> {
  const [from, number, index, count, ...rest] = payload.split(' ');
  return partSchema.parse({
    from,
    number: Number(number),
    index: Number(index),
    count: Number(count),
    text: rest.join(' '),
  });
}

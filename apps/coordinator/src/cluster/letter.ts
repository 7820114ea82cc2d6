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

const notesSchema = z.array(noteSchema);

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

/** Puts the letters of the other coordinators together from the notifications that come in. */
export class LetterReader {
  readonly #self: string;
  readonly #begun = new Map<string, { number: number; texts: string[] }>();

  constructor(self: string) {
    this.#self = self;
  }

  /** The notes of the letter that this part completes; none while parts are missing, or when it is our own. */
  read(payload: string): { from: string; notes: Note[] } | undefined {
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
    return { from, notes: notesSchema.parse(JSON.parse(texts.join(''))) };
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

import { sql, type Kysely } from 'kysely';
import type { StoreSchema } from '../store/schema.ts';
import { LetterReader, writeLetter } from './letter.ts';
import { NoteGatherer } from './note-gatherer.ts';
import type { Note } from './note.ts';
import { CHANNEL, NotificationLine } from './notification-line.ts';

/** Notes of so long go into one letter. */
const GATHERING_MILLISECONDS = 100;
/** After a letter that could not be sent, the next one is tried after so long. */
const RETRY_MILLISECONDS = 1_000;

export interface BusListener {
  /** Notes come in, from now on or again: earlier ones may have been missed. */
  connected(): void;
  heard(note: Note, from: string): void;
  failed(error: unknown): void;
}

/**
 * Carries notes between the coordinators on one PostgreSQL database, over its notifications. Nothing depends
 * on it for being right, only for being quick: notes that are lost are made good by counting anew.
 */
export class EventBus {
  readonly #database: Kysely<StoreSchema>;
  readonly #self: string;
  readonly #listener: BusListener;
  readonly #gatherer = new NoteGatherer();
  readonly #reader: LetterReader;
  readonly #line: NotificationLine;
  #number = 0;
  #timer: NodeJS.Timeout | undefined;
  #sending: Promise<void> | undefined;
  #closed = false;

  constructor(url: string, database: Kysely<StoreSchema>, self: string, listener: BusListener) {
    this.#database = database;
    this.#self = self;
    this.#listener = listener;
    this.#reader = new LetterReader(self);
    this.#line = new NotificationLine(url, {
      connected: () => listener.connected(),
      heard: (payload) => this.#read(payload),
    });
  }

  post(note: Note): void {
    if (this.#closed) return;
    this.#gatherer.add(note);
    this.#sendIn(GATHERING_MILLISECONDS);
  }

  /** What all coordinators but these had begun to say will never end. */
  keep(coordinatorIds: ReadonlySet<string>): void {
    this.#reader.keep(coordinatorIds);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#sending;
    await this.#line.close();
  }

  #sendIn(milliseconds: number): void {
    if (this.#closed || this.#sending !== undefined) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#sending = this.#send();
    }, milliseconds);
  }

  async #send(): Promise<void> {
    const letter = writeLetter(this.#self, this.#number, this.#gatherer.take());
    this.#number += 1;
    let pause = GATHERING_MILLISECONDS;
    try {
      await sql`SELECT pg_notify(${CHANNEL}, part) FROM unnest(${letter}::text[]) AS parts (part)`.execute(
        this.#database,
      );
    } catch (error) {
      this.#listener.failed(error);
      // What the letter said is dropped, not kept and mixed with newer states: this says the same, and more.
      this.#gatherer.add({ kind: 'missed' });
      pause = RETRY_MILLISECONDS;
    }
    this.#sending = undefined;
    if (!this.#gatherer.isEmpty) this.#sendIn(pause);
  }

  #read(payload: string): void {
    try {
      const letter = this.#reader.read(payload);
      if (letter === undefined) return;
      for (const fault of letter.faults) this.#listener.failed(fault);
      for (const note of letter.notes) this.#listener.heard(note, letter.from);
    } catch (error) {
      this.#listener.failed(error);
    }
  }
}

import { setImmediate as nextTurn } from 'node:timers/promises';

/** How requests are done together. */
export interface GroupWork<Request, Answer> {
  /** Does them all in one transaction, or none of them; one answer for each, in their order. */
  commit(requests: readonly Request[]): Promise<readonly Answer[]>;
  /** Requests about the same subject never share a transaction: the later one may depend on the earlier. */
  subjectOf(request: Request): string;
  /** What a request has in common with its repetitions only; undefined when it is never repeated. */
  identityOf(request: Request): string | undefined;
  /** Urgent requests go before the others that wait, which have at least half of the room. */
  isUrgent(request: Request): boolean;
  /** How many rows the request is about, roughly: what its part of the transaction costs. */
  weightOf(request: Request): number;
  /** Bytes that the request brings into the transaction. */
  bytesOf(request: Request): number;
  /** An error that says nothing about the requests: each of them alone would meet it too. */
  concernsAll(error: unknown): boolean;
}

interface Waiting<Request, Answer> {
  readonly request: Request;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
}

/** What arrives while a transaction is under way waits for its end: it takes in less when it takes longer. */
const TARGET_MILLISECONDS = 80;
const LIGHTEST = 16;
const HEAVIEST = 256;
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Group commit: requests that arrive while a transaction is under way are gathered and done together in the
 * next one, since what a transaction costs depends little on how much is in it. Each is answered when its
 * transaction has been committed. Of a transaction that fails the halves are tried, and so on, so that one
 * request that cannot be done fails alone.
 *
 * A request that comes again while it waits, because its sender has lost patience, is done once: otherwise those who
 * are slow to be answered would make the line longer, and it would never get shorter again.
 */
export class GroupCommit<Request, Answer> {
  readonly #work: GroupWork<Request, Answer>;
  #urgent: Waiting<Request, Answer>[] = [];
  #waiting: Waiting<Request, Answer>[] = [];
  readonly #repeatable = new Map<string, Promise<Answer>>();
  #busy = false;
  #room = HEAVIEST / 4;

  constructor(work: GroupWork<Request, Answer>) {
    this.#work = work;
  }

  /** How many requests wait for their transaction. */
  get length(): number {
    return this.#urgent.length + this.#waiting.length;
  }

  submit(request: Request): Promise<Answer> {
    const identity = this.#work.identityOf(request);
    if (identity === undefined) return this.#enqueue(request);
    const former = this.#repeatable.get(identity);
    if (former !== undefined) return former;
    const answer = this.#enqueue(request).finally(() => this.#repeatable.delete(identity));
    this.#repeatable.set(identity, answer);
    return answer;
  }

  #enqueue(request: Request): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const waiting = { request, resolve, reject };
      if (this.#work.isUrgent(request)) this.#urgent.push(waiting);
      else this.#waiting.push(waiting);
      void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    while (this.length > 0) {
      // What else has arrived on the sockets in this turn of the event loop comes along.
      await nextTurn();
      const { batch, full } = this.#takeBatch();
      const started = performance.now();
      await this.#settle(batch);
      if (full) this.#adapt(performance.now() - started);
    }
    this.#busy = false;
  }

  /** A full transaction took so long: the next takes in as much as fits the target, if it is not too different. */
  #adapt(milliseconds: number): void {
    const factor = Math.min(1.5, Math.max(0.5, TARGET_MILLISECONDS / milliseconds));
    this.#room = Math.min(HEAVIEST, Math.max(LIGHTEST, this.#room * factor));
  }

  #takeBatch(): { batch: Waiting<Request, Answer>[]; full: boolean } {
    const subjects = new Set<string>();
    // Those who ask for work without end must not keep others from delivering it.
    const share = this.#waiting.length === 0 ? this.#room : this.#room / 2;
    const urgent = this.#take(this.#urgent, { room: share, before: 0, subjects });
    const waiting = this.#take(this.#waiting, {
      room: Math.max(share, this.#room - urgent.weight),
      before: urgent.bytes,
      subjects,
    });
    this.#urgent = urgent.later;
    this.#waiting = waiting.later;
    return { batch: [...urgent.taken, ...waiting.taken], full: urgent.full || waiting.full };
  }

  /**
   * The first of a line for which there is room, one at least if it goes with the bytes `before`; `subjects` are those
   * that somebody is before.
   */
  #take(
    line: readonly Waiting<Request, Answer>[],
    { room, before, subjects }: { room: number; before: number; subjects: Set<string> },
  ) {
    const taken: Waiting<Request, Answer>[] = [];
    const later: Waiting<Request, Answer>[] = [];
    let bytes = before;
    let weight = 0;
    let full = false;
    let index = 0;
    // No further than the batch: what is behind it may be very long.
    for (; index < line.length && !full; index++) {
      const waiting = line[index];
      const { request } = waiting;
      const subject = this.#work.subjectOf(request);
      bytes += this.#work.bytesOf(request);
      weight += this.#work.weightOf(request);
      full = (taken.length > 0 && weight > room) || (taken.length + before > 0 && bytes > MOST_BYTES);
      if (full || subjects.has(subject)) later.push(waiting);
      else taken.push(waiting);
      // Also of one that has to wait: those behind it wait with it.
      subjects.add(subject);
    }
    return { taken, later: later.concat(line.slice(index)), bytes, weight, full };
  }

  async #settle(batch: readonly Waiting<Request, Answer>[]): Promise<void> {
    try {
      const answers = await this.#work.commit(batch.map(({ request }) => request));
      batch.forEach(({ resolve }, index) => resolve(answers[index]));
    } catch (error) {
      if (batch.length === 1 || this.#work.concernsAll(error)) {
        for (const { reject } of batch) reject(error);
        return;
      }
      const middle = Math.ceil(batch.length / 2);
      await this.#settle(batch.slice(0, middle));
      await this.#settle(batch.slice(middle));
    }
  }
}

import { setImmediate as nextTurn } from 'node:timers/promises';

/** How requests are done together. */
export interface GroupWork<Request, Answer> {
  /** Does them all in one transaction, or none of them; one answer for each, in their order. */
  commit(requests: readonly Request[]): Promise<readonly Answer[]>;
  /** Requests about the same subject never share a transaction: the later one may depend on the earlier. */
  subjectOf(request: Request): string;
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

/** A transaction of more would keep everybody else waiting for too long. */
const MOST_REQUESTS = 256;
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Group commit: requests that arrive while a transaction is under way are gathered and done together in the
 * next one, since what a transaction costs depends little on how much is in it. Each is answered when its
 * transaction has been committed. Of a transaction that fails the halves are tried, and so on, so that one
 * request that cannot be done fails alone.
 */
export class GroupCommit<Request, Answer> {
  readonly #work: GroupWork<Request, Answer>;
  #waiting: Waiting<Request, Answer>[] = [];
  #busy = false;

  constructor(work: GroupWork<Request, Answer>) {
    this.#work = work;
  }

  submit(request: Request): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    while (this.#waiting.length > 0) {
      // What else has arrived on the sockets in this turn of the event loop comes along.
      await nextTurn();
      await this.#settle(this.#takeBatch());
    }
    this.#busy = false;
  }

  #takeBatch(): Waiting<Request, Answer>[] {
    const batch: Waiting<Request, Answer>[] = [];
    const later: Waiting<Request, Answer>[] = [];
    const subjects = new Set<string>();
    let bytes = 0;
    for (const waiting of this.#waiting) {
      const subject = this.#work.subjectOf(waiting.request);
      const size = this.#work.bytesOf(waiting.request);
      const full = batch.length >= MOST_REQUESTS || (batch.length > 0 && bytes + size > MOST_BYTES);
      if (full || subjects.has(subject)) {
        later.push(waiting);
      } else {
        batch.push(waiting);
        bytes += size;
      }
      // Also of one that has to wait: those behind it wait with it.
      subjects.add(subject);
    }
    this.#waiting = later;
    return batch;
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

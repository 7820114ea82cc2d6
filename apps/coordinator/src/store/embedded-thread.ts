import { wrap, type Remote } from 'comlink';
import { nodeEndpoint } from './comlink-endpoint.ts';
import { Worker } from 'node:worker_threads';
import { messages } from '../messages.ts';
import type { EmbeddedOperations, StatementFailure, StatementResult } from './embedded-worker.ts';

/** A statement that the embedded database refused; `code` is the SQLSTATE, as with `pg`. */
export class StatementError extends Error {
  override readonly name = 'StatementError';
  readonly code: string | undefined;
  readonly detail: string | undefined;
  readonly constraint: string | undefined;

  constructor({ message, code, detail, constraint }: StatementFailure) {
    super(message);
    this.code = code;
    this.detail = detail;
    this.constraint = constraint;
  }
}

/**
 * The embedded database on a thread of its own: on the main thread every statement would block the event
 * loop, and with it every socket. A call to a thread that has died would never be answered, so each one is
 * raced with the thread's end.
 */
export class EmbeddedThread {
  readonly #worker: Worker;
  readonly #operations: Remote<EmbeddedOperations>;
  /** Rejects the calls that are waiting, for when the thread ends. */
  readonly #waiting = new Set<(reason: Error) => void>();
  #ended: Error | undefined;
  #closing = false;

  constructor(onLost: (reason: Error) => void) {
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    this.#worker = new Worker(new URL(`./embedded-worker.${extension}`, import.meta.url), { execArgv: [] });
    this.#operations = wrap<EmbeddedOperations>(nodeEndpoint(this.#worker));
    const end = (reason: Error) => {
      if (this.#ended !== undefined) return;
      this.#ended = reason;
      for (const reject of this.#waiting) reject(reason);
      if (!this.#closing) onLost(reason);
    };
    this.#worker.once('error', (error) => end(new Error(messages.storeThreadFailed(String(error)))));
    this.#worker.once('exit', (code) => end(new Error(messages.storeThreadEnded(code))));
  }

  async open(folder: string): Promise<void> {
    await this.#orEnd(this.#operations.open(folder));
  }

  async run(sql: string, parameters: readonly unknown[]): Promise<StatementResult> {
    const outcome = await this.#orEnd(this.#operations.run(sql, parameters.map(withoutSurroundings)));
    if (outcome.failure !== undefined) throw new StatementError(outcome.failure);
    return outcome.result ?? { rows: [], affectedRows: 0 };
  }

  /** Copies the files of the database; statements wait. */
  async copy(folder: string, target: string): Promise<void> {
    await this.#orEnd(this.#operations.copy(folder, target));
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#orEnd(this.#operations.close()).catch(() => undefined);
    await this.terminate();
  }

  /** Ends the thread at once, whatever it is doing. */
  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }

  async #orEnd<T>(call: Promise<T>): Promise<T> {
    if (this.#ended !== undefined) throw this.#ended;
    const { promise, reject } = Promise.withResolvers<never>();
    this.#waiting.add(reject);
    try {
      return await Promise.race([call, promise]);
    } finally {
      this.#waiting.delete(reject);
    }
  }
}

/** Cloning a view clones the whole buffer under it; what arrives from a socket is a slice of a large one. */
function withoutSurroundings(parameter: unknown): unknown {
  if (Array.isArray(parameter)) return parameter.map(withoutSurroundings);
  return parameter instanceof Uint8Array && parameter.byteLength !== parameter.buffer.byteLength
    ? Uint8Array.from(parameter)
    : parameter;
}

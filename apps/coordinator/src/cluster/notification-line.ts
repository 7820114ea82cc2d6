import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

/** Name of the notifications between coordinators. */
export const CHANNEL = 'crossover_notes';
const CONNECT_MILLISECONDS = 5_000;
/** Pause between two attempts to reach the server. */
const PAUSE_MILLISECONDS = 500;
/** The line is tried this often: one that is silent may be dead. */
const TRIAL_MILLISECONDS = 5_000;
const TRIAL_PATIENCE_MILLISECONDS = 10_000;

export interface LineListener {
  /** The line is up, for the first time or again: what was said in between is lost. */
  connected(): void;
  heard(payload: string): void;
}

/** The connection on which PostgreSQL's notifications come in. It is made anew for ever, until it is closed. */
export class NotificationLine {
  readonly #url: string;
  readonly #listener: LineListener;
  readonly #closing = new AbortController();
  readonly #running: Promise<void>;

  constructor(url: string, listener: LineListener) {
    this.#url = url;
    this.#listener = listener;
    this.#running = this.#keepUp();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  async #keepUp(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await this.#listenUntilBroken().catch(() => undefined);
      await delay(PAUSE_MILLISECONDS, undefined, { signal }).catch(() => undefined);
    }
  }

  async #listenUntilBroken(): Promise<void> {
    const client = new Client({
      connectionString: this.#url,
      application_name: 'crossover-coordinator notes',
      connectionTimeoutMillis: CONNECT_MILLISECONDS,
      keepAlive: true,
    });
    const end = Promise.withResolvers<void>();
    const stop = () => end.resolve();
    client.on('error', stop).on('end', stop);
    client.on('notification', ({ payload }) => this.#listener.heard(payload ?? ''));
    this.#closing.signal.addEventListener('abort', stop);
    let trial: NodeJS.Timeout | undefined;
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      this.#listener.connected();
      trial = setInterval(() => void tryLine(client).catch(stop), TRIAL_MILLISECONDS);
      await end.promise;
    } finally {
      clearInterval(trial);
      this.#closing.signal.removeEventListener('abort', stop);
      // On a line that is dead the good-bye would wait as long as everything else.
      client.connection.stream.destroy();
      await client.end().catch(() => undefined);
    }
  }
}

async function tryLine(client: Client): Promise<void> {
  const impatience = new AbortController();
  const silence = delay(TRIAL_PATIENCE_MILLISECONDS, undefined, { signal: impatience.signal }).then(() => {
    throw new Error('no answer');
  });
  try {
    await Promise.race([client.query('SELECT 1'), silence]);
  } finally {
    impatience.abort();
    silence.catch(() => undefined);
  }
}

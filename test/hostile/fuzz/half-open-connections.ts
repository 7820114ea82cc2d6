import type { RawConnection } from './raw-connection.ts';

const MOST = 96;
const DRIP_MILLISECONDS = 1_000;
/** What a busy machine may take beyond the promised time. */
const SLACK_MILLISECONDS = 45_000;

interface Kept {
  readonly connection: RawConnection;
  readonly what: string;
  readonly drip: string;
  readonly until: number;
}

/** Connections on which nothing comes to an end: a byte each second. The coordinator has to close them by itself. */
export class HalfOpenConnections {
  #kept: Kept[] = [];
  readonly #faults: string[] = [];
  readonly #timer = setInterval(() => this.#dripAll(), DRIP_MILLISECONDS);

  /** `promised`: milliseconds after which the coordinator closes it; `drip`: what is sent each second. */
  keep(connection: RawConnection, what: string, promised: number, drip: string): void {
    const until = performance.now() + promised + SLACK_MILLISECONDS;
    this.#kept.push({ connection, what, drip, until });
    if (this.#kept.length > MOST) this.#kept.shift()?.connection.end();
  }

  /** What was not closed in time, since the last call. */
  takeFault(): string | undefined {
    return this.#faults.shift();
  }

  close(): void {
    clearInterval(this.#timer);
    for (const { connection } of this.#kept) connection.end();
  }

  #dripAll(): void {
    const now = performance.now();
    this.#kept = this.#kept.filter(({ connection, what, drip, until }) => {
      if (connection.closed) return false;
      if (now > until) {
        this.#faults.push(
          `${what}: still open ${SLACK_MILLISECONDS / 1000} s after it should have been closed`,
        );
        connection.end();
        return false;
      }
      connection.write(drip);
      return true;
    });
  }
}

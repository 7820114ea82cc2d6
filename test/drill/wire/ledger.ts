import type { Assignment, CompleteMessage, ReportMessage } from '@crossover/protocol';
import { createHash } from 'node:crypto';

/** What a coordinator has promised about a run by acknowledging messages about it. */
interface Account {
  /** Time points that it has acknowledged. */
  points: number;
  fraction: number;
  /** Digest of an accepted result. */
  result: string | null;
  /** Attempts whose result was accepted as theirs: more than one means that a run was counted twice. */
  readonly acceptedAttempts: Set<string>;
  /** Checkpoints in the order in which they were sent. */
  readonly checkpoints: { readonly digest: string; state: 'sent' | 'acknowledged' | 'refused' }[];
  /** Name of the node that it was given to last. */
  holder: string | null;
  acknowledgedAt: number;
}

/** What must be true of a run from now on. */
export interface Claim {
  readonly runId: string;
  readonly points: number;
  readonly finished: boolean;
}

/**
 * Every acknowledged message of the compute nodes, as it was seen on the wire, by the run it is about. Runs of other
 * experiments are not its concern: they may be removed while nodes compute them.
 */
export class Ledger {
  readonly #runs: ReadonlySet<string>;
  readonly #accounts = new Map<string, Account>();
  readonly violations: string[] = [];
  /** Acknowledged reports and results. */
  acknowledged = 0;
  /** What nodes have told the coordinator about themselves: they were there at this moment. */
  readonly heardOf = new Map<string, number>();

  /** @param runs identities of the runs that it is about */
  constructor(runs: Iterable<string>) {
    this.#runs = new Set(runs);
  }

  reportSent({ runId, checkpoint }: ReportMessage): void {
    if (checkpoint === null || !this.#runs.has(runId)) return;
    this.#account(runId).checkpoints.push({ digest: sha256(checkpoint), state: 'sent' });
  }

  reportAnswered({ runId, points, fraction, checkpoint }: ReportMessage, goesOn: boolean): void {
    if (!this.#runs.has(runId)) return;
    const account = this.#account(runId);
    if (checkpoint !== null) {
      const digest = sha256(checkpoint);
      const entry = account.checkpoints.findLast((sent) => sent.digest === digest && sent.state === 'sent');
      if (entry !== undefined) entry.state = goesOn ? 'acknowledged' : 'refused';
    }
    if (!goesOn) return;
    this.acknowledged += 1;
    account.points = Math.max(account.points, points === null ? 0 : points.firstIndex + points.count);
    account.fraction = Math.max(account.fraction, fraction);
    account.acknowledgedAt = performance.now();
  }

  completeAnswered({ runId, attempt, digest }: CompleteMessage, accepted: boolean): void {
    if (!accepted || !this.#runs.has(runId)) return;
    const account = this.#account(runId);
    this.acknowledged += 1;
    account.result = digest;
    account.fraction = 1;
    account.acknowledgedAt = performance.now();
    account.acceptedAttempts.add(`${attempt.jobId}/${attempt.retryCount}`);
    if (account.acceptedAttempts.size > 1) {
      this.violations.push(`counted twice: the results of two attempts at ${short(runId)} were accepted`);
    }
  }

  /** A run that goes to another node begins at the last acknowledged checkpoint, or a later one. */
  assigned({ runId, checkpoint }: Assignment, node: string): void {
    if (!this.#runs.has(runId)) return;
    const account = this.#account(runId);
    account.holder = node;
    if (account.result !== null) {
      this.violations.push(`lost: ${short(runId)} was given out again after its result was accepted`);
    }
    const last = account.checkpoints.findLastIndex(({ state }) => state === 'acknowledged');
    if (last < 0) return;
    const digest = checkpoint === null ? null : sha256(checkpoint);
    const found = account.checkpoints.findLastIndex((sent) => sent.digest === digest);
    if (found < last || account.checkpoints[found]?.state === 'refused') {
      const what = checkpoint === null ? 'without a checkpoint' : 'with another checkpoint';
      this.violations.push(`lost: ${short(runId)} was given out ${what} after one had been acknowledged`);
    }
  }

  claims(): Claim[] {
    return [...this.#accounts].map(([runId, { points, result }]) => ({
      runId,
      points,
      finished: result !== null,
    }));
  }

  /** Digests of the results that have been accepted. */
  results(): Map<string, string> {
    return new Map(
      [...this.#accounts].flatMap(([runId, { result }]) => (result === null ? [] : [[runId, result]])),
    );
  }

  /** Runs in the hands of these nodes (by default of all), as far as the wire tells. */
  inWork(nodes?: readonly string[]): string[] {
    return [...this.#accounts].flatMap(([runId, { holder, result }]) =>
      holder !== null && result === null && (nodes?.includes(holder) ?? true) ? [runId] : [],
    );
  }

  holderOf(runId: string): string | null {
    return this.#accounts.get(runId)?.holder ?? null;
  }

  /** Share of so many runs that has been acknowledged as done. */
  fraction(total: number): number {
    return [...this.#accounts.values()].reduce((sum, { fraction }) => sum + fraction, 0) / total;
  }

  /** When something was last acknowledged about a run, on the clock of this process. */
  acknowledgedAt(runId: string): number {
    return this.#accounts.get(runId)?.acknowledgedAt ?? -Infinity;
  }

  #account(runId: string): Account {
    let account = this.#accounts.get(runId);
    if (account === undefined) {
      account = {
        points: 0,
        fraction: 0,
        result: null,
        acceptedAttempts: new Set(),
        checkpoints: [],
        holder: null,
        acknowledgedAt: -Infinity,
      };
      this.#accounts.set(runId, account);
    }
    return account;
  }
}

export function short(runId: string): string {
  return `run ${runId.slice(0, 8)}`;
}

function sha256(bytes: Uint8Array | ArrayBuffer): string {
  return createHash('sha256').update(new Uint8Array(bytes)).digest('hex');
}

import type { Transaction } from 'kysely';
import { StoreUnavailableError } from '../store/store-unavailable.ts';
import type { StoreSchema } from '../store/schema.ts';
import { startRuns, takeRuns, type AssignedRun, type LeaseRequest } from './assign-runs.ts';
import {
  checkCompletion,
  keepResults,
  type CheckedCompletion,
  type CompletedRun,
  type Completion,
} from './complete-run.ts';
import type { Durable } from './durable.ts';
import { GroupCommit } from './group-commit.ts';
import type { Lease } from './lease.ts';
import {
  checkReport,
  keepReports,
  type CheckedReport,
  type RecordedReport,
  type Report,
} from './record-report.ts';

type Write =
  | { readonly kind: 'complete'; readonly checked: CheckedCompletion }
  | { readonly kind: 'report'; readonly checked: CheckedReport }
  | { readonly kind: 'lease'; readonly request: LeaseRequest };

/** So many requests are about half a second of writing. */
const CROWD = 500;

type Answer = CompletedRun | RecordedReport | readonly AssignedRun[] | undefined;

/**
 * The way of everything that happens for every run: leases, reports, results. What arrives at the same time
 * goes into one transaction, in a number of statements that does not depend on how much it is. Answers come
 * after the commit.
 */
export class RunWrites {
  readonly #durable: Durable;
  readonly #group = new GroupCommit<Write, Answer>({
    commit: (writes) =>
      this.#durable.database.transaction().execute((transaction) => this.#commit(transaction, writes)),
    subjectOf: (write) =>
      write.kind === 'lease' ? `node ${write.request.nodeId}` : write.checked.lease.runId,
    identityOf,
    // A node that waits for runs stands idle; one that waits for an acknowledgement does not.
    isUrgent: ({ kind }) => kind === 'lease',
    weightOf: (write) => (write.kind === 'lease' ? write.request.capacity : 1),
    bytesOf: (write) => (write.kind === 'lease' ? 0 : write.checked.bytes),
    concernsAll: (error) => error instanceof StoreUnavailableError,
  });

  constructor(durable: Durable) {
    this.#durable = durable;
  }

  /** Reports and results have come faster than they can be written. */
  get isBehind(): boolean {
    return this.#group.length > CROWD;
  }

  /** Takes runs off the queue for a node, the most urgent first, each with its last checkpoint. */
  async lease(request: LeaseRequest): Promise<readonly AssignedRun[]> {
    return (await this.#group.submit({ kind: 'lease', request })) as readonly AssignedRun[];
  }

  /**
   * Writes down the progress of a run: its fraction, new points, a checkpoint, all of them or none. Returns
   * undefined when the attempt has been replaced, and nothing was changed.
   *
   * @throws {RefusedError} when the points do not fit the run
   */
  async report(lease: Lease, report: Report): Promise<RecordedReport | undefined> {
    const checked = checkReport(lease, report);
    return (await this.#group.submit({ kind: 'report', checked })) as RecordedReport | undefined;
  }

  /**
   * Keeps the result of a run and ends its job, both or neither. Returns undefined when the attempt has been
   * replaced, and nothing was changed.
   *
   * @throws {RefusedError} when the bytes are not what the digest says, or not a result of this run
   */
  async complete(lease: Lease, completion: Completion): Promise<CompletedRun | undefined> {
    const checked = checkCompletion(lease, completion);
    return (await this.#group.submit({ kind: 'complete', checked })) as CompletedRun | undefined;
  }

  async #commit(transaction: Transaction<StoreSchema>, writes: readonly Write[]): Promise<Answer[]> {
    const { queue } = this.#durable;
    const completions = writes.flatMap((write) => (write.kind === 'complete' ? [write.checked] : []));
    const reports = writes.flatMap((write) => (write.kind === 'report' ? [write.checked] : []));
    const requests = writes.flatMap((write) => (write.kind === 'lease' ? [write.request] : []));
    // The jobs of all of them first, then the runs.
    const ended = await queue.completeAll(transaction, completions.map(attemptOf));
    const current = await queue.touchAll(transaction, reports.map(attemptOf));
    const taken = await takeRuns(this.#durable, transaction, requests);
    const results = await keepResults(
      transaction,
      completions.filter((completion) => ended.has(attemptOf(completion).jobId)),
    );
    const recorded = await keepReports(
      transaction,
      reports.filter((report) => current.has(attemptOf(report).jobId)),
    );
    const assigned = await startRuns(this.#durable, transaction, taken);
    return writes.map((write) => {
      if (write.kind === 'lease') return assigned.get(write.request) ?? [];
      const { runId } = write.checked.lease;
      return write.kind === 'complete' ? results.get(runId) : recorded.get(runId);
    });
  }
}

function attemptOf({ lease }: { readonly lease: Lease }): Lease['attempt'] {
  return lease.attempt;
}

/** Reports and results are sent again when their acknowledgement does not come. */
function identityOf(write: Write): string | undefined {
  if (write.kind === 'lease') return undefined;
  const { jobId, retryCount } = attemptOf(write.checked);
  const content =
    write.kind === 'complete' ? write.checked.completion.digest : `report ${write.checked.report.sequence}`;
  return `${jobId} ${retryCount} ${content}`;
}

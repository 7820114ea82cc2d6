import type { RunSpecification } from '@crossover/experiments';
import type { Lease } from '@crossover/protocol';
import type { RunProgress } from '../threads/run-progress.ts';
import { Outbox } from './outbox.ts';

/** One leased run, from the lease until the coordinator has acknowledged how it ended. */
export class RunInHand {
  readonly lease: Lease;
  readonly specification: RunSpecification;
  readonly outbox: Outbox;
  readonly #stopping = new AbortController();
  /** True until the execution has ended, one way or another. */
  executing = true;
  /** True while its outbox is being emptied, so that messages keep their order. */
  delivering = false;
  /** False once the coordinator wants no more of it: nothing further is delivered, not even what is under way. */
  wanted = true;
  fraction = 0;
  stepsPerSecond = 0;

  constructor(lease: Lease, specification: RunSpecification) {
    this.lease = lease;
    this.specification = specification;
    this.outbox = new Outbox(lease);
  }

  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  /** Stops the execution within about 50 ms; it leaves a last progress with a checkpoint. */
  stop(): void {
    this.#stopping.abort();
  }

  observe(progress: RunProgress): void {
    this.fraction = progress.fraction;
    this.stepsPerSecond = progress.stepsPerSecond;
    this.outbox.addProgress(progress);
  }

  /** The execution has ended: the run no longer counts towards the load of the node. */
  settle(): void {
    this.executing = false;
    this.stepsPerSecond = 0;
  }
}

/** Whether two leases name the same attempt: a later attempt at the same run is another lease. */
export function sameLease(a: Lease, b: Lease): boolean {
  return (
    a.runId === b.runId &&
    a.attempt.jobId === b.attempt.jobId &&
    a.attempt.retryCount === b.attempt.retryCount
  );
}

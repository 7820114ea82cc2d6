import type { RunSpecification } from '@crossover/experiments';
import type { Assignment, LeaseMessage } from '@crossover/protocol';
import { leaseDemand } from './lease-demand.ts';
import type { NodeLogger } from './logger.ts';

/** Idle nodes ask for work on their own every so many heartbeats: a hint that work is there may get lost. */
const HEARTBEATS_BETWEEN_REQUESTS = 5;

interface Seeking {
  /** Threads and the small reserve; two replicas of one simulation take one place. */
  readonly places: number;
  readonly logger: NodeLogger;
  /** Whether the node is connected and stays. */
  readonly mayAsk: () => boolean;
  /** Runs that compute or wait for a thread. */
  readonly executing: () => RunSpecification[];
  readonly ask: (demand: LeaseMessage) => Promise<readonly Assignment[]>;
  /** Whether the run can be executed. */
  readonly take: (assignment: Assignment) => boolean;
}

/** Leases runs until the threads and the small reserve are full, or there is nothing to lease. */
export class WorkSeeker {
  readonly #seeking: Seeking;
  #isAsking = false;
  #asksAgain = false;
  /** Half of a batch of short runs: the next one is asked for before the last run of it has ended. */
  #refillBelow = 0;
  #heartbeats = 0;

  constructor(seeking: Seeking) {
    this.#seeking = seeking;
  }

  beat(): void {
    this.#heartbeats += 1;
    // What was asked in vain is asked again: a hint that came meanwhile is not repeated.
    if (this.#asksAgain || this.#heartbeats % HEARTBEATS_BETWEEN_REQUESTS === 0) void this.seek();
  }

  async seek(): Promise<void> {
    const { places, logger, mayAsk, executing, ask, take } = this.#seeking;
    this.#asksAgain = true;
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      while (this.#asksAgain && mayAsk()) {
        this.#asksAgain = false;
        const demand = leaseDemand(executing(), places, this.#refillBelow);
        if (demand === null) return;
        const assignments = await ask(demand);
        for (const assignment of assignments) if (!take(assignment)) this.#asksAgain = true;
        this.#refillBelow = Math.floor(executing().length / 2);
        // Replicas may have filled fewer places than there are assignments.
        if (assignments.length >= demand.capacity) this.#asksAgain = true;
      }
    } catch (error) {
      this.#asksAgain = true;
      logger.warn(error instanceof Error ? error.message : String(error));
    } finally {
      this.#isAsking = false;
    }
  }
}

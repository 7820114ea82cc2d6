import type { ExperimentState, ExperimentSummary, Priority, RunUpdate } from '@crossover/protocol';
import type { FastifyBaseLogger } from 'fastify';
import type { Dispatcher } from '../dispatch/dispatcher.ts';
import { RefusedError } from '../errors.ts';
import type { LabFeed } from '../lab-feed.ts';
import { messages } from '../messages.ts';
import type { Durable } from '../runs/durable.ts';
import {
  cancelExperiment,
  cancelUnwantedRuns,
  halfCancelledExperiments,
  remainsCancelled,
} from './cancel-experiment.ts';
import type { ExperimentLedger } from './experiment-ledger.ts';
import { pauseExperiment } from './pause-experiment.ts';
import { removeExperiment } from './remove-experiment.ts';
import { changePriority, resumeExperiment, retryExperiment } from './requeue-runs.ts';
import { submitExperiment, type SubmissionTerms } from './submit-experiment.ts';

export interface Submission {
  readonly experiment: ExperimentSummary;
  readonly runsCreated: number;
  readonly runsReused: number;
}

/** Nodes that were asked for a last checkpoint get so long; then their attempts are ended without them. */
const GRACE_MILLISECONDS = 10_000;

/**
 * What can be done with experiments, the same from HTTP, sockets, the command line and code. Each verb says
 * what shall be: done twice it is the same as once.
 */
export class ExperimentService {
  readonly #durable: Durable;
  readonly #ledger: ExperimentLedger;
  readonly #dispatcher: Dispatcher;
  readonly #feed: LabFeed;
  readonly #log: FastifyBaseLogger;
  readonly #cancelling = new Map<string, NodeJS.Timeout>();

  constructor(
    durable: Durable,
    ledger: ExperimentLedger,
    dispatcher: Dispatcher,
    feed: LabFeed,
    log: FastifyBaseLogger,
  ) {
    this.#durable = durable;
    this.#ledger = ledger;
    this.#dispatcher = dispatcher;
    this.#feed = feed;
    this.#log = log;
  }

  /** Brings to an end what a coordinator that died had begun to cancel. */
  async start(): Promise<void> {
    for (const id of await halfCancelledExperiments(this.#durable)) this.#cancelLater(id);
  }

  close(): void {
    for (const timer of this.#cancelling.values()) clearTimeout(timer);
    this.#cancelling.clear();
  }

  /** @throws {RefusedError} `invalid-specification` when it cannot be carried out */
  async submit(specification: unknown, terms: Partial<SubmissionTerms> = {}): Promise<Submission> {
    const { id, runsCreated, runsReused } = await submitExperiment(this.#durable, specification, terms);
    await this.#ledger.refresh([id]);
    this.#feed.tellOthers({ kind: 'experiments', ids: [id] });
    this.#dispatcher.nudge();
    return { experiment: this.find(id), runsCreated, runsReused };
  }

  list(): ExperimentSummary[] {
    return this.#ledger.list();
  }

  /** @throws {RefusedError} `unknown-experiment` */
  find(id: string): ExperimentSummary {
    const experiment = this.#ledger.get(id);
    if (experiment === undefined)
      throw new RefusedError('unknown-experiment', messages.unknownExperiment(id));
    return experiment;
  }

  /** Gives out nothing more of it; what nodes have goes on to its end. */
  async pause(id: string): Promise<ExperimentSummary> {
    await this.#refuseWhen(id, ['finished', 'failed', 'cancelled'], messages.nothingToPause);
    return this.#changed(id, await pauseExperiment(this.#durable, id));
  }

  /** Goes on with what was paused or cancelled. */
  async resume(id: string): Promise<ExperimentSummary> {
    await this.#refuseWhen(id, ['finished', 'failed'], messages.nothingToResume);
    this.#cancelNoMore(id);
    const resumed = await resumeExperiment(this.#durable, id);
    this.#dispatcher.nudge();
    return this.#changed(id, resumed);
  }

  /** Tries again what has failed. */
  async retry(id: string): Promise<ExperimentSummary> {
    const { state, runs } = await this.#current(id);
    if (state === 'finished' && runs.failed === 0) {
      throw new RefusedError('conflict', messages.nothingToRetry());
    }
    const retried = await retryExperiment(this.#durable, id);
    this.#dispatcher.nudge();
    return this.#changed(id, retried);
  }

  /** Stops it: nodes are asked for a last checkpoint first, and have ten seconds for it; none with `now`. */
  async cancel(id: string, { now = false }: { readonly now?: boolean } = {}): Promise<ExperimentSummary> {
    await this.#refuseWhen(id, ['finished', 'failed'], messages.nothingToCancel);
    const { withheld, atWork } = await cancelExperiment(this.#durable, id);
    this.#feed.publishRuns(withheld);
    if (now) await this.#cancelNow(id);
    else if (atWork.length > 0) {
      this.#dispatcher.cancelRuns(atWork, { graceful: true });
      this.#cancelLater(id);
    }
    return this.#changed(id, []);
  }

  async setPriority(id: string, priority: Priority): Promise<ExperimentSummary> {
    this.find(id);
    await changePriority(this.#durable, id, priority);
    return this.#changed(id, []);
  }

  /** Removing what is not there is done already. */
  async remove(id: string): Promise<void> {
    if (this.#ledger.get(id) === undefined) return;
    this.#cancelNoMore(id);
    const { stopped, withheld } = await removeExperiment(this.#durable, id);
    this.#dispatcher.cancelRuns(stopped);
    this.#feed.publishRuns(withheld);
    this.#ledger.forget(id);
  }

  #cancelLater(id: string): void {
    this.#cancelNoMore(id);
    const timer = setTimeout(() => {
      this.#cancelling.delete(id);
      this.#cancelNow(id).catch((error: unknown) => {
        this.#log.error({ err: error, experiment: id }, 'an experiment could not be cancelled; trying again');
        this.#cancelLater(id);
      });
    }, GRACE_MILLISECONDS);
    this.#cancelling.set(id, timer);
  }

  #cancelNoMore(id: string): void {
    clearTimeout(this.#cancelling.get(id));
    this.#cancelling.delete(id);
  }

  async #cancelNow(id: string): Promise<void> {
    this.#cancelNoMore(id);
    const stopped = await this.#durable.database.transaction().execute(async (transaction) => {
      // It may have been resumed, or removed, at another coordinator.
      const isCancelled = await remainsCancelled(transaction, id);
      return isCancelled ? cancelUnwantedRuns(this.#durable, transaction, id) : [];
    });
    this.#dispatcher.cancelRuns(stopped);
    this.#feed.publishRuns(stopped);
  }

  async #refuseWhen(
    id: string,
    states: readonly ExperimentState[],
    message: (state: string) => string,
  ): Promise<void> {
    const { state } = await this.#current(id);
    if (states.includes(state)) throw new RefusedError('conflict', message(state));
  }

  async #changed(id: string, runs: readonly RunUpdate[]): Promise<ExperimentSummary> {
    this.#feed.publishRuns(runs);
    this.#feed.tellOthers({ kind: 'experiments', ids: [id] });
    return this.#current(id);
  }

  async #current(id: string): Promise<ExperimentSummary> {
    this.find(id);
    await this.#ledger.refresh([id]);
    return this.find(id);
  }
}

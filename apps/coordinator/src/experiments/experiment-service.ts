import type { ExperimentSummary } from '@crossover/protocol';
import type { Dispatcher } from '../dispatch/dispatcher.ts';
import { RefusedError } from '../errors.ts';
import type { LabFeed } from '../lab-feed.ts';
import { messages } from '../messages.ts';
import type { Durable } from '../runs/durable.ts';
import { cancelExperiment } from './cancel-experiment.ts';
import type { ExperimentLedger } from './experiment-ledger.ts';
import { removeExperiment } from './remove-experiment.ts';
import { resumeExperiment } from './resume-experiment.ts';
import { submitExperiment } from './submit-experiment.ts';

export interface Submission {
  readonly experiment: ExperimentSummary;
  readonly runsCreated: number;
  readonly runsReused: number;
}

/** What can be done with experiments, the same from HTTP, from the command line and from code. */
export class ExperimentService {
  readonly #durable: Durable;
  readonly #ledger: ExperimentLedger;
  readonly #dispatcher: Dispatcher;
  readonly #feed: LabFeed;

  constructor(durable: Durable, ledger: ExperimentLedger, dispatcher: Dispatcher, feed: LabFeed) {
    this.#durable = durable;
    this.#ledger = ledger;
    this.#dispatcher = dispatcher;
    this.#feed = feed;
  }

  /** @throws {RefusedError} `invalid-specification` when it cannot be carried out */
  async submit(specification: unknown): Promise<Submission> {
    const { id, runsCreated, runsReused } = await submitExperiment(this.#durable, specification);
    await this.#ledger.refresh([id]);
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

  /** Cancelling what is cancelled already changes nothing; what has ended cannot be cancelled. */
  async cancel(id: string): Promise<ExperimentSummary> {
    const { state } = await this.#current(id);
    if (state === 'finished' || state === 'failed') {
      throw new RefusedError('conflict', messages.alreadyOver(state));
    }
    const stopped = await cancelExperiment(this.#durable, id);
    this.#dispatcher.cancelRuns(stopped);
    this.#feed.publishRuns(stopped);
    return this.#current(id);
  }

  /** Goes on with what was cancelled, and tries again what had failed. */
  async resume(id: string): Promise<ExperimentSummary> {
    const { state, runs } = await this.#current(id);
    if (state !== 'cancelled' && runs.cancelled + runs.failed === 0) {
      throw new RefusedError('conflict', messages.notCancelled(state));
    }
    const resumed = await resumeExperiment(this.#durable, id);
    this.#feed.publishRuns(resumed);
    this.#dispatcher.nudge();
    return this.#current(id);
  }

  async remove(id: string): Promise<void> {
    this.find(id);
    const stopped = await removeExperiment(this.#durable, id);
    this.#dispatcher.cancelRuns(stopped);
    this.#ledger.forget(id);
  }

  async #current(id: string): Promise<ExperimentSummary> {
    this.find(id);
    await this.#ledger.refresh([id]);
    return this.find(id);
  }
}

import type { RunProgress } from '@crossover/compute-node';
import { describeRun, estimateWork, stepOfTime } from '@crossover/experiments';
import type { LocalRun } from './execute-runs.ts';

/** A run that a thread works on. */
export interface RunUnderWay {
  readonly id: string;
  readonly label: string;
  readonly fraction: number;
  /** SGD steps a second; evaluations of the right-hand side for theory. Null before the first progress. */
  readonly stepsPerSecond: number | null;
  readonly secondsLeft: number | null;
}

/** Where an execution stands. */
export interface ExecutionState {
  readonly title: string;
  /** Share of the estimated work. */
  readonly fraction: number;
  readonly finished: number;
  readonly failed: number;
  readonly total: number;
  /** SGD steps a second of all simulations under way together; null while none has said anything. */
  readonly stepsPerSecond: number | null;
  readonly secondsLeft: number | null;
  readonly underWay: readonly RunUnderWay[];
}

interface Known {
  readonly run: LocalRun;
  readonly work: number;
  fraction: number;
  /** The share that a checkpoint brought along says nothing about the speed of this session. */
  brought: number | null;
  stepsPerSecond: number | null;
}

/**
 * Follows runs by what they report: the share of the work that is done, and the time that the rest will take at the speed seen so far, in
 * units of the cost model. A clock is handed in, so that this is a function of what happened.
 */
export class ExecutionFollower {
  readonly #title: string;
  readonly #clock: () => number;
  readonly #known = new Map<string, Known>();
  readonly #underWay = new Map<string, { readonly since: number; readonly from: number }>();
  #startedAt: number;
  #finished = 0;
  #failed = 0;

  /** @param clock seconds, from any origin */
  constructor(title: string, clock: () => number) {
    this.#title = title;
    this.#clock = clock;
    this.#startedAt = clock();
  }

  planned(runs: readonly LocalRun[]): void {
    this.#startedAt = this.#clock();
    for (const run of runs) {
      const work = estimateWork(run.specification);
      this.#known.set(run.id, { run, work, fraction: 0, brought: null, stepsPerSecond: null });
    }
  }

  started({ id }: LocalRun): void {
    this.#underWay.set(id, { since: this.#clock(), from: this.#known.get(id)?.fraction ?? 0 });
  }

  progress({ id, checkpoint }: LocalRun, { fraction, stepsPerSecond }: RunProgress): void {
    const known = this.#known.get(id);
    if (known === undefined) return;
    if (checkpoint !== null && known.brought === null) {
      known.brought = fraction;
      this.#underWay.set(id, { since: this.#clock(), from: fraction });
    }
    known.fraction = fraction;
    known.stepsPerSecond = stepsPerSecond;
  }

  finished({ id }: LocalRun): void {
    this.#end(id);
    this.#finished += 1;
  }

  failed({ id }: LocalRun): void {
    this.#end(id);
    this.#failed += 1;
  }

  state(): ExecutionState {
    const all = [...this.#known.values()];
    const sum = (value: (known: Known) => number): number =>
      all.reduce((total, known) => total + value(known), 0);
    const total = sum(({ work }) => work);
    const done = sum(({ work, fraction }) => work * fraction);
    const measured = done - sum(({ work, brought }) => work * (brought ?? 0));
    const seconds = this.#clock() - this.#startedAt;
    const underWay = [...this.#underWay.keys()].flatMap((id) => {
      const known = this.#known.get(id);
      return known === undefined ? [] : [this.#describe(known)];
    });
    const speeds = [...this.#underWay.keys()].flatMap((id) => {
      const known = this.#known.get(id);
      const simulated = known?.run.specification.kind === 'simulation';
      return simulated && known.stepsPerSecond !== null ? [known.stepsPerSecond] : [];
    });
    return {
      title: this.#title,
      fraction: total > 0 ? done / total : 1,
      finished: this.#finished,
      failed: this.#failed,
      total: this.#known.size,
      stepsPerSecond: speeds.length > 0 ? speeds.reduce((a, b) => a + b, 0) : null,
      secondsLeft: measured > 0 ? ((total - done) / measured) * seconds : null,
      underWay,
    };
  }

  #describe({ run, fraction, stepsPerSecond }: Known): RunUnderWay {
    const { specification, id } = run;
    const { since, from } = this.#underWay.get(id) ?? { since: this.#clock(), from: 0 };
    const gained = fraction - from;
    const steps = stepOfTime(specification, specification.times.length - 1);
    // Simulations say how many steps a second they take; a theory run's share is all there is to go by.
    const bySteps =
      specification.kind === 'simulation' && steps !== null && stepsPerSecond !== null && stepsPerSecond > 0
        ? ((1 - fraction) * steps) / stepsPerSecond
        : null;
    const byShare = gained > 0 ? ((1 - fraction) / gained) * (this.#clock() - since) : null;
    return {
      id,
      label: describeRun(specification).label,
      fraction,
      stepsPerSecond,
      secondsLeft: bySteps ?? byShare,
    };
  }

  #end(id: string): void {
    this.#underWay.delete(id);
    const known = this.#known.get(id);
    if (known !== undefined) known.fraction = 1;
  }
}

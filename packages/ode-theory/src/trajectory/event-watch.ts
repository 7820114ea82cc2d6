import type { Integrator } from '../integrator/integrator.ts';
import type { Occurrence } from './checkpoint.ts';
import { describeState } from './describe-state.ts';
import { indicatorOf, type EventOccurrence } from './events.ts';
import { firstPositiveTime } from './first-positive-time.ts';
import type { ResolvedOptions } from './options.ts';

/** Watches for the first occurrence of each event, step by step. */
export class EventWatch {
  readonly #options: ResolvedOptions;
  readonly #state: Float64Array;
  /** Per event: when, and the packed state there; NaN as long as it has not happened. */
  readonly records: Occurrence[];

  /** At the start, or with what a checkpoint recorded. */
  constructor(
    options: ResolvedOptions,
    start: Float64Array,
    time: number,
    recorded: readonly Occurrence[] | undefined,
  ) {
    this.#options = options;
    this.#state = new Float64Array(start.length);
    this.records = options.events.map(
      (_, index) => recorded?.[index] ?? { time: NaN, state: new Float64Array(start.length) },
    );
    if (recorded !== undefined) return;
    this.records.forEach((_, index) => {
      if (this.#indicator(index, start, time) > 0) this.records[index] = { time, state: start.slice() };
    });
  }

  /** By time. */
  get occurrences(): EventOccurrence[] {
    return this.records
      .map(({ time, state }, index) => ({ index, time, state }))
      .filter(({ time }) => !Number.isNaN(time))
      .sort((a, b) => a.time - b.time || a.index - b.index)
      .map(({ index, time, state }) => ({ index, ...describeState(this.#options, state, time) }));
  }

  /** When the first terminal event happened, or null. */
  get terminalTime(): number | null {
    let earliest: number | null = null;
    this.records.forEach(({ time }, index) => {
      if (Number.isNaN(time) || this.#options.events[index].terminal !== true) return;
      if (earliest === null || time < earliest) earliest = time;
    });
    return earliest;
  }

  /** Looks for the events that have not happened yet in the integrator's last step, which began at `before`. */
  afterStep(before: number, integrator: Integrator): void {
    for (let index = 0; index < this.records.length; index++) {
      if (!Number.isNaN(this.records[index].time)) continue;
      if (!(this.#indicator(index, integrator.state, integrator.time) > 0)) continue;
      const at = (time: number): number => {
        integrator.interpolate(time, this.#state);
        return this.#indicator(index, this.#state, time);
      };
      // What is positive at both ends of the dense output crossed between it and the step before, by rounding.
      const time = at(before) > 0 ? before : firstPositiveTime(at, before, integrator.time);
      integrator.interpolate(time, this.#state);
      this.records[index] = { time, state: this.#state.slice() };
    }
    this.#forgetWhatFollowsTheEnd();
  }

  /** The rest of the step in which a terminal event happened is no part of the trajectory. */
  #forgetWhatFollowsTheEnd(): void {
    const end = this.terminalTime;
    if (end === null) return;
    this.records.forEach(({ time, state }, index) => {
      if (time > end) this.records[index] = { time: NaN, state: state.fill(0) };
    });
  }

  #indicator(index: number, state: Float64Array, time: number): number {
    const { risk, orderParameters, secondLayer } = describeState(this.#options, state, time);
    return indicatorOf(this.#options.events[index], risk, orderParameters, secondLayer, time);
  }
}

import { logarithm, power } from '@crossover/math-core';
import type { FlowCurve } from './flow-curve.ts';

/** What turns the time of gradient flow into the regime's t, steps and seconds. */
export interface Clock {
  /** γ/p. */
  readonly ratio: number;
  readonly inputDimension: number;
  /** δt. */
  readonly timeStep: number;
  readonly stepsPerSecond: number | null;
}

/** One moment in all units. */
export interface Moment {
  /** τ = ν γ/(pd), the time in which gradient flow on R has rate 1. */
  readonly flowTime: number;
  /** t = ν δt. */
  readonly time: number;
  /** ν, whole steps of SGD. */
  readonly steps: number;
  /** Null when no speed was given. */
  readonly seconds: number | null;
}

export type MilestoneName = 'hundredth-of-untrained' | 'within-factor-2' | 'within-10-percent';

/** When R is below a value for good; the moment is null when that is later than the curves end. */
export interface Milestone {
  readonly name: MilestoneName;
  /** The median over starts. */
  readonly risk: number;
  readonly moment: Moment | null;
}

export function momentOf(
  flowTime: number,
  { ratio, inputDimension, timeStep, stepsPerSecond }: Clock,
): Moment {
  const steps = Math.ceil((flowTime * inputDimension) / ratio);
  const seconds = stepsPerSecond === null ? null : steps / stepsPerSecond;
  return { flowTime, time: ((flowTime * inputDimension) / ratio) * timeStep, steps, seconds };
}

/**
 * Median moments at which R is a hundredth of the untrained student's, and within a factor 2 and 10 % of where its own curve
 * goes. The first is left out where R ends above; the others where it falls to 0, and for curves whose end is unknown.
 *
 * @param asymptotes where each curve goes; null where that is not known
 */
export function milestones(
  curves: readonly FlowCurve[],
  asymptotes: readonly (number | null)[],
  untrained: number,
  clock: Clock,
): readonly Milestone[] {
  const list: Milestone[] = [];
  const add = (name: MilestoneName, targets: readonly (number | null)[]): void => {
    const known = curves.flatMap((curve, index) => {
      const risk = targets[index];
      return risk === null ? [] : [{ risk, flowTime: timeBelow(curve, risk) }];
    });
    if (known.length === 0) return;
    const flowTime = middle(known.map((passage) => passage.flowTime));
    list.push({
      name,
      risk: middle(known.map((passage) => passage.risk)),
      moment: flowTime < Infinity ? momentOf(flowTime, clock) : null,
    });
  };
  const times = (factor: number) => asymptotes.map((end) => (end !== null && end > 0 ? factor * end : null));
  const hundredth = untrained / 100;
  const isReachable = !asymptotes.some((end) => end !== null && end >= hundredth);
  if (isReachable)
    add(
      'hundredth-of-untrained',
      curves.map(() => hundredth),
    );
  add('within-factor-2', times(2));
  add('within-10-percent', times(1.1));
  return list;
}

/** τ from which on R stays below a value, interpolated in logarithms; Infinity when it is above at the end. */
export function timeBelow({ times, risk }: FlowCurve, value: number): number {
  const last = risk.findLastIndex((R) => R > value);
  if (last === -1) return 0;
  if (last === risk.length - 1) return Infinity;
  const [t0, t1, R0, R1] = [times[last], times[last + 1], risk[last], risk[last + 1]];
  if (t0 === 0 || R1 <= 0) return t1;
  return t0 * power(t1 / t0, logarithm(R0 / value) / logarithm(R0 / R1));
}

/** The lower median. */
export function middle(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

import { quantile, RunningMoments } from '@crossover/math-core';

/** Statistics over replicas at each output time. Where no replica has a finite value, the entry is NaN. */
export interface AggregatedCurve {
  /** Finite values found at each time. */
  readonly count: Uint32Array;
  readonly mean: Float64Array;
  /** Standard error of the mean; NaN below two values. */
  readonly standardError: Float64Array;
  /** One curve for each level asked for. */
  readonly quantiles: readonly { readonly level: number; readonly values: Float64Array }[];
  /** Values left out because they were not finite, over all times. */
  readonly nonFinite: number;
}

/**
 * Aggregates risk curves of replicas, time by time. Curves may be shorter than the longest: a run still
 * under way counts where it has been. Curves are taken in the order given, so that the same replicas in
 * the same order give the same bits.
 */
export function aggregate(
  curves: readonly ArrayLike<number>[],
  { quantileLevels = [0.1, 0.5, 0.9] }: { readonly quantileLevels?: readonly number[] } = {},
): AggregatedCurve {
  const length = curves.reduce((longest, curve) => Math.max(longest, curve.length), 0);
  const count = new Uint32Array(length);
  const mean = new Float64Array(length);
  const standardError = new Float64Array(length);
  const quantiles = quantileLevels.map((level) => ({ level, values: new Float64Array(length) }));
  let nonFinite = 0;
  for (let time = 0; time < length; time++) {
    const present = curves.filter((curve) => time < curve.length).map((curve) => curve[time]);
    const finite = Float64Array.from(present.filter(Number.isFinite));
    nonFinite += present.length - finite.length;
    const moments = new RunningMoments();
    for (const value of finite) moments.push(value);
    count[time] = finite.length;
    mean[time] = moments.mean;
    standardError[time] = moments.standardError;
    finite.sort();
    for (const { level, values } of quantiles) {
      values[time] = finite.length > 0 ? quantile(finite, level) : NaN;
    }
  }
  return { count, mean, standardError, quantiles, nonFinite };
}

/** Statistics over replicas at each output time. Where no replica has a finite value, the entry is NaN. */
export interface AggregatedCurve {
  /** Finite values found at each time. */
  readonly count: Uint32Array;
  readonly mean: Float64Array;
  /** Standard error of the mean; NaN below two values. */
  readonly standardError: Float64Array;
  /** One curve for each level asked for. */
  readonly quantiles: readonly { readonly level: number; readonly values: Float64Array }[];
  /** Values left out because they were not finite. */
  readonly nonFinite: number;
}

/**
 * Aggregates risk curves of replicas, time by time. Curves may be shorter than the longest: a run still
 * under way counts where it has been.
 */
export function aggregate(
  curves: readonly ArrayLike<number>[],
  options: { readonly quantileLevels?: readonly number[] } = {},
): AggregatedCurve {
  throw new Error(`no aggregate yet of ${curves.length} curves, ${String(options.quantileLevels)}`);
}

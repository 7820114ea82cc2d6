/** What is read off the measurements: ratios, spreads, exponents, crossings, each with the target if there is one. */
import { logLogRegression } from '@crossover/math-core';
import { geometricMean, median } from './statistics.mjs';

const kinds = {
  /** A time in the benchmark's unit, median of the rounds. */
  time: ({ of, scale }, get) => get(of).seconds.median * scale,
  /** Time of one over time of another, taken within each round; median of the rounds. */
  ratio: ({ of, to }, get) => {
    const [above, below] = [get(of).seconds.samples, get(to).seconds.samples];
    return median(above.map((seconds, round) => seconds / below[round]));
  },
  /** Time over a time recorded elsewhere, and the reverse; median of the rounds. */
  overRecorded: ({ of, recorded, scale }, get) => (get(of).seconds.median * scale) / recorded,
  recordedOver: ({ of, recorded, scale }, get) => recorded / (get(of).seconds.median * scale),
  /** What came of a contender's work. */
  outcome: ({ of, property }, get) => get(of).outcome[property],
  /** Slowest over fastest, each by its best round: noise only ever adds time. */
  spread: ({ of }, get) => {
    const times = of.map((name) => get(name).seconds.min);
    return Math.max(...times) / Math.min(...times);
  },
  /** Geometric mean of the times, and the largest factor by which one of them is off it, by their best rounds. */
  typical: ({ of, scale }, get) => scale * geometricMean(of.map((name) => get(name).seconds.min)),
  worstFactor: ({ of }, get) => {
    const times = of.map((name) => get(name).seconds.min);
    const typical = geometricMean(times);
    return Math.max(...times.map((time) => Math.max(time / typical, typical / time)));
  },
  /** Slope of log(time) against log(x), times by their best rounds. */
  exponent: ({ of, x }, get) =>
    logLogRegression(
      x,
      of.map((name) => get(name).seconds.min),
    ).slope,
  /** The x where the time of the first of each pair passes that of the second, interpolated in log(ratio). */
  crossing: ({ pairs, x }, get) => {
    const logs = pairs.map(([first, second]) => Math.log(get(first).seconds.min / get(second).seconds.min));
    const after = logs.findIndex((value) => value >= 0);
    if (after === 0) return `below ${x[0]}`;
    if (after === -1) return `above ${x.at(-1)}`;
    const fraction = -logs[after - 1] / (logs[after] - logs[after - 1]);
    return x[after - 1] * (x[after] / x[after - 1]) ** fraction;
  },
};

/** Undefined where a contender is missing, for want of a C compiler or a browser. */
export function figureOf(figure, measurements) {
  const needed = [figure.of, figure.to, figure.pairs].flat(2).filter((name) => name !== undefined);
  if (needed.some((name) => !measurements.has(name))) return undefined;
  const value = kinds[figure.kind](figure, (name) => measurements.get(name));
  const { label, atMost, atLeast } = figure;
  if (atMost === undefined && atLeast === undefined) return { label, value };
  return {
    label,
    value,
    atMost,
    atLeast,
    met: value <= (atMost ?? Infinity) && value >= (atLeast ?? -Infinity),
  };
}

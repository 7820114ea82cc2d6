import { logarithm, power } from '@crossover/math-core';

/** When a curve first reached a threshold, or how long it was watched without doing so. */
export interface Passage {
  /** The time of arrival, or the last time up to which the curve is known not to have arrived. */
  readonly time: number;
  /** False for a censored one: it would have arrived later, if ever. */
  readonly reached: boolean;
}

/**
 * When a risk curve first lies at or below a threshold, on straight lines in ln t and ln R between its output times (in t and R where one
 * of these is not positive). What it does between two output times above the threshold is not seen. The curve ends at its last
 * finite value; null where it has none.
 *
 * @param times strictly increasing
 */
export function firstPassage(
  times: readonly number[],
  risks: ArrayLike<number>,
  threshold: number,
): Passage | null {
  const length = Math.min(times.length, risks.length);
  let before = -1;
  for (let index = 0; index < length; index++) {
    const risk = risks[index];
    if (!Number.isFinite(risk)) continue;
    if (risk <= threshold) {
      const time =
        before < 0 ? times[index] : crossing([times[before], times[index]], [risks[before], risk], threshold);
      return { time, reached: true };
    }
    before = index;
  }
  return before < 0 ? null : { time: times[before], reached: false };
}

/** Where the line through two points, the first above and the second not above the threshold, has its height. */
function crossing(
  [from, to]: readonly [number, number],
  [above, below]: readonly [number, number],
  threshold: number,
): number {
  if (from > 0 && below > 0) {
    const share = logarithm(above / threshold) / logarithm(above / below);
    return from * power(to / from, share);
  }
  return from + ((above - threshold) / (above - below)) * (to - from);
}

/** A step of the survival function. */
export interface SurvivalStep {
  /** A time of arrival. */
  readonly time: number;
  /** Estimated share that has not arrived by then. */
  readonly survival: number;
}

/**
 * The product-limit estimate of the share S(t) that has not arrived by time t (Kaplan & Meier, J. Am. Stat. Assoc. 53, 457 (1958)):
 * S(t) = Π_{t_i ≤ t} (1 − a_i/n_i) over the times of arrival, a_i arrivals among the n_i that were watched until then. A
 * censored passage counts among those watched up to its time, itself included, and nowhere after: leaving it out would make arrivals look too early.
 */
export function survival(passages: readonly Passage[]): SurvivalStep[] {
  const arrivals = [...new Set(passages.flatMap(({ time, reached }) => (reached ? [time] : [])))];
  arrivals.sort((a, b) => a - b);
  let share = 1;
  return arrivals.map((time) => {
    const watched = passages.filter((passage) => passage.time >= time).length;
    const arrived = passages.filter((passage) => passage.reached && passage.time === time).length;
    share *= (watched - arrived) / watched;
    return { time, survival: share };
  });
}

/** S = 1 − level may be missed by rounding of the product. */
const ROUNDING = 1e-12;

/**
 * The time by which a share `level` has arrived: the smallest with S(t) ≤ 1 − level; null where so many are censored that it is not known.
 *
 * @param level in (0, 1); ½ gives the median
 */
export function survivalQuantile(passages: readonly Passage[], level: number): number | null {
  const step = survival(passages).find((candidate) => candidate.survival <= 1 - level + ROUNDING);
  return step?.time ?? null;
}

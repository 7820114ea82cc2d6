import { exponential, logarithm } from '@crossover/math-core';

/** Output times that differ by rounding only are the same. */
const ROUNDING = 1e-12;

/**
 * The value of a curve at a time between its points: on a straight line in ln t and ln R where both ends are positive, else in t and
 * R. Null outside the curve and where an end is not finite.
 *
 * @param times strictly increasing
 */
export function riskAtTime(times: readonly number[], risks: ArrayLike<number>, time: number): number | null {
  const length = Math.min(times.length, risks.length);
  const next = times.slice(0, length).findIndex((candidate) => candidate >= time * (1 - ROUNDING));
  if (next < 0) return null;
  if (times[next] <= time * (1 + ROUNDING)) return finite(risks[next]);
  if (next === 0) return null;
  const [from, to] = [times[next - 1], times[next]];
  const [before, after] = [risks[next - 1], risks[next]];
  if (from > 0 && before > 0 && after > 0) {
    const share = logarithm(time / from) / logarithm(to / from);
    return finite(before * exponential(share * logarithm(after / before)));
  }
  return finite(before + ((time - from) / (to - from)) * (after - before));
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

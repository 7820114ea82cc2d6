import { logarithm, power } from '@crossover/math-core';
import type { LogDomain } from './decades.ts';
import { logTicks } from './ticks.ts';

/** Shares of the axis, in units of the logarithmic part, left of the first time and at both ends. */
const ZERO_GAP = 0.13;
const MARGIN = 0.035;

/** A logarithmic time axis with a tick for t = 0 set apart at its left end. */
export interface TimeRange {
  /** Smallest positive and largest time. */
  readonly first: number;
  readonly last: number;
  /** The place on the logarithmic axis that stands for 0. */
  readonly zero: number;
  /** Middle of the gap between that place and the first time, where the axis is broken. */
  readonly gap: number;
  /** The whole axis with its margins. */
  readonly domain: LogDomain;
}

export function timeRange(first: number, last: number): TimeRange {
  const ratio = last > first ? last / first : 10;
  const end = first * ratio;
  const zero = first / power(ratio, ZERO_GAP);
  return {
    first,
    last: end,
    zero,
    gap: first / power(ratio, 0.5 * ZERO_GAP),
    domain: { min: zero / power(ratio, MARGIN), max: end * power(ratio, MARGIN) },
  };
}

/** Ticks of the part that is shown. None lies between 0 and the first time. */
export function timeTicks(range: TimeRange, shown: LogDomain): number[] {
  const ticks = logTicks({
    min: Math.max(shown.min, range.first * (1 - 1e-12)),
    max: shown.max,
  });
  return range.zero >= shown.min && range.zero <= shown.max ? [range.zero, ...ticks] : ticks;
}

/** Where a value lies on a logarithmic axis: 0 at `min`, 1 at `max`. */
export function logPosition(value: number, { min, max }: LogDomain): number {
  return logarithm(value / min) / logarithm(max / min);
}

/** The value at a position; the inverse of `logPosition`. */
export function logValue(position: number, { min, max }: LogDomain): number {
  return min * power(max / min, position);
}

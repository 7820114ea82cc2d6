import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';

export interface TimesOptions {
  readonly tMax?: number | undefined;
  readonly times?: number[] | undefined;
}

const pointsPerDecade = 10;
const decades = 4;

/**
 * The output times that the options ask for: those of `--times`, or for `--t-max T` the time 0 and ten
 * times a decade, spaced evenly on a logarithmic scale, over the four decades up to T. No positive time
 * lies below one step of the simulation, where nothing could be seen yet.
 *
 * @param timeStep δt, or null when it is not known
 * @throws UsageError unless exactly one of the options is given, and T is positive
 */
export function readTimes({ tMax, times }: TimesOptions, timeStep: number | null): number[] {
  if (times !== undefined) {
    if (tMax !== undefined) throw new UsageError(messages.oneOfTimes('both'));
    return times;
  }
  if (tMax === undefined) throw new UsageError(messages.oneOfTimes('neither'));
  if (tMax <= 0) throw new UsageError(messages.lastTimeNotPositive(tMax));
  const first = Math.min(tMax, Math.max(timeStep ?? 0, tMax * 10 ** -decades));
  const intervals = Math.round(pointsPerDecade * Math.log10(tMax / first));
  const positive = Array.from({ length: intervals + 1 }, (_, index) =>
    index === intervals ? tMax : rounded(first * (tMax / first) ** (index / intervals)),
  );
  return [0, ...positive];
}

/** Six digits are enough for a place on a logarithmic axis, and easier to read. */
function rounded(time: number): number {
  return Number(time.toPrecision(6));
}

import { logSpaced } from '@crossover/math-core';
import { boundedInteger, boundedNumber } from '../specification/fields.ts';
import { SPECIFICATION_LIMITS } from '../specification/limits.ts';
import { timesSchema } from '../specification/run-specification.ts';
import { z } from '../zod.ts';

const time = { minimum: 0, maximum: 1e15, exclusive: true };

/**
 * Output times as a sweep writes them: the times themselves, or `points` log-spaced times from `from` to
 * `tMax` with 0 put in front. `from` is min(0.1, tMax/100) when left out.
 */
export const timeGridSchema = z.union(
  [
    timesSchema,
    z
      .strictObject({
        tMax: boundedNumber('the last time tMax', time),
        points: boundedInteger('the number of log-spaced points', {
          minimum: 2,
          maximum: SPECIFICATION_LIMITS.times - 1,
        }),
        from: boundedNumber('the first positive time from', time).optional(),
      })
      .refine(({ tMax, from }) => from === undefined || from < tMax, {
        error: 'the first positive time "from" must lie below "tMax".',
      }),
  ],
  { error: 'times must be increasing numbers such as [0, 1, 10], or a grid {"tMax": 1000, "points": 40}.' },
);

export type TimeGrid = z.output<typeof timeGridSchema>;

/** The output times of a grid. */
export function timesOf(grid: TimeGrid): number[] {
  if (Array.isArray(grid)) return grid;
  const { tMax, points, from = Math.min(0.1, tMax / 100) } = grid;
  return [0, ...logSpaced(from, tMax, points)];
}

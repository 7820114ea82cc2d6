import { logSpaced } from '@crossover/math-core';
import { InvalidSpecificationError } from '../errors.ts';
import { messages } from '../messages.ts';
import { boundedInteger, boundedNumber, oneOf } from '../specification/fields.ts';
import { SPECIFICATION_LIMITS } from '../specification/limits.ts';
import { timesSchema } from '../specification/run-specification.ts';
import { z } from '../zod.ts';
import { digitTimes } from './digit-times.ts';

const time = { minimum: 1e-100, maximum: 1e15 };

const unit = oneOf('the unit of times', ['regime', 'sweeps', 'steps']).optional();
/** The last time of a grid. */
export const lastTime = boundedNumber('the last time tMax', time);
const tMax = lastTime;
const from = boundedNumber('the first positive time from', time).optional();
const startsBeforeItEnds = {
  error: 'the first positive time "from" must lie below "tMax".',
};

/**
 * Output times as a sweep writes them, each with 0 in front:
 *
 *     [0, 1, 10] or {times: [0, 1, 10]}     the times themselves
 *     {tMax, points, from?}                 `points` log-spaced times from `from` to `tMax`
 *     {tMax, perDecade: 'digits', from?}    1, 2, …, 9, 10, 20, …, 90, 100, … up to `tMax`
 *
 * Objects may say the `unit` of their numbers: 'regime' (the default) is the regime's own t = ν δt, 'sweeps' ν/d and 'steps' ν.
 * Sweeps and steps become the regime's own t at each point of a sweep, which has to say d; times in steps are rounded to whole ones.
 */
export const timeGridSchema = z.union(
  [
    timesSchema,
    z.strictObject({ times: timesSchema, unit }),
    z
      .strictObject({
        tMax,
        points: boundedInteger('the number of log-spaced points', {
          minimum: 2,
          maximum: SPECIFICATION_LIMITS.times - 1,
        }),
        from,
        unit,
      })
      .refine(({ tMax, from }) => from === undefined || from < tMax, startsBeforeItEnds),
    z
      .strictObject({ tMax, perDecade: oneOf('the times per decade', ['digits']), from, unit })
      .refine(({ tMax, from }) => from === undefined || from < tMax, startsBeforeItEnds),
  ],
  {
    error:
      'times must be increasing numbers such as [0, 1, 10], or a grid such as {"tMax": 1000, "points": 40} or {"tMax": 1000, "perDecade": "digits"}.',
  },
);

export type TimeGrid = z.output<typeof timeGridSchema>;
export type TimeUnit = 'regime' | 'sweeps' | 'steps';

/** What turns sweeps and steps into the regime's own t. */
export interface TimeScale {
  readonly inputDimension: number;
  /** δt, with t = ν δt; 1 where there is no deterministic limit. */
  readonly timeStep: number;
}

/**
 * The output times of a grid in the regime's own t: a sweep is d steps, a step δt.
 * @throws {InvalidSpecificationError} for times in sweeps or steps where d is not known.
 */
export function timesOf(grid: TimeGrid, scale: TimeScale | null): number[] {
  const unit = unitOf(grid);
  const times = numbersOf(grid, unit);
  if (unit === 'regime') return times;
  if (scale === null) {
    throw new InvalidSpecificationError([{ path: 'times', message: messages.timesNeedDimension(unit) }]);
  }
  const { inputDimension, timeStep } = scale;
  if (unit === 'sweeps') return times.map((sweeps) => sweeps * inputDimension * timeStep);
  return [...new Set(times.map((steps) => Math.round(steps)))].map((steps) => steps * timeStep);
}

/** The unit of a grid's numbers. */
export function unitOf(grid: TimeGrid): TimeUnit {
  return Array.isArray(grid) ? 'regime' : (grid.unit ?? 'regime');
}

/** The grid with another last time, in its own unit: listed times are cut off there, or go on to it. */
export function endingAt(grid: TimeGrid, tMax: number): TimeGrid {
  if (Array.isArray(grid)) return cut(grid, tMax);
  if ('times' in grid) return { ...grid, times: cut(grid.times, tMax) };
  const { from, ...rest } = grid;
  return { ...rest, tMax, ...(from !== undefined && from < tMax ? { from } : {}) };
}

function cut(times: readonly number[], tMax: number): number[] {
  return [...times.filter((time) => time < tMax), tMax];
}

/** The times of a grid in its own unit. */
function numbersOf(grid: TimeGrid, unit: TimeUnit): number[] {
  if (Array.isArray(grid)) return grid;
  if ('times' in grid) return grid.times;
  const { tMax, from } = grid;
  if ('perDecade' in grid) return [0, ...digitTimes(from ?? firstDigitTime(tMax), tMax)];
  return [0, ...logSpaced(from ?? firstTime(tMax, unit), tMax, grid.points)];
}

/** Nothing happens within a step. */
function firstTime(tMax: number, unit: TimeUnit): number {
  return unit === 'steps' && tMax > 1 ? 1 : Math.min(0.1, tMax / 100);
}

function firstDigitTime(tMax: number): number {
  return tMax >= 10 ? 1 : tMax / 100;
}

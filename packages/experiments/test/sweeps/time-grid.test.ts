import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandExperiment, stepOfTime, type TimeGrid } from '../../src/index.ts';
import { experiment } from './sample-experiment.ts';

const timesOf = (times: TimeGrid): number[] => expandExperiment(experiment({ base: { times } }))[0].times;

describe('a time grid', () => {
  it('may be the times themselves', () => {
    expect(timesOf([0, 2, 30])).toEqual([0, 2, 30]);
  });

  it('is log-spaced up to tMax with 0 in front', () => {
    const times = timesOf({ tMax: 1000, points: 5, from: 0.1 });
    expect(times.map((time) => Number(time.toPrecision(12)))).toEqual([0, 0.1, 1, 10, 100, 1000]);
    expect(times[5]).toBe(1000);
  });

  it('starts at min(0.1, tMax/100) unless told otherwise', () => {
    expect(timesOf({ tMax: 1000, points: 3 })[1]).toBe(0.1);
    expect(timesOf({ tMax: 1, points: 3 })[1]).toBe(0.01);
  });

  it('is refused when it runs backwards or is no grid', () => {
    expect(() => timesOf({ tMax: 1, points: 3, from: 2 })).toThrow(/must lie below "tMax"/);
    expect(() => timesOf({ tMax: 1, points: 1 })).toThrow(/found 1, .* an integer from 2 to 1999/);
    expect(() => timesOf([3, 2])).toThrow(/strictly increasing/);
    expect(() => timesOf('soon' as never)).toThrow(/increasing numbers such as \[0, 1, 10\], or a grid/);
  });
});

describe('a grid of one significant digit', () => {
  it('counts 1, 2, …, 9, 10, 20, … and ends at tMax', () => {
    const times = timesOf({ tMax: 250, perDecade: 'digits' });
    expect(times).toEqual([
      0,
      ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 200],
      250,
    ]);
    expect(timesOf({ tMax: 100, perDecade: 'digits' }).at(-1)).toBe(100);
  });

  it('may begin anywhere, in decimals', () => {
    expect(timesOf({ tMax: 2, perDecade: 'digits', from: 0.65 })).toEqual([0, 0.7, 0.8, 0.9, 1, 2]);
    expect(timesOf({ tMax: 1, perDecade: 'digits' }).slice(0, 4)).toEqual([0, 0.01, 0.02, 0.03]);
    expect(timesOf({ tMax: 3e-7, perDecade: 'digits', from: 1e-7 })).toEqual([0, 1e-7, 2e-7, 3e-7]);
  });

  it('is refused when it says something else', () => {
    expect(() => timesOf({ tMax: 10, perDecade: 'tens' as never })).toThrow(/found "tens", .* "digits"/);
    expect(() => timesOf({ tMax: 10, perDecade: 'digits', from: 10 })).toThrow(/must lie below "tMax"/);
    expect(() => timesOf({ tMax: 10 } as never)).toThrow(/log-spaced points is missing/);
  });
});

describe('the unit of a time grid', () => {
  const regimes = [
    { name: 'perfect learning', kappa: 0.1, delta: 0.4, exponent: 1.5 },
    { name: 'plateau', kappa: 0.2, delta: -0.2, exponent: 1 },
    { name: 'bad learning', kappa: 0, delta: -0.3, exponent: 0.4 },
    { name: 'no ODE', kappa: 0, delta: -0.8, exponent: 0 },
  ];
  const runAt = (base: object, part: object = {}) => {
    const [run] = expandExperiment(experiment({ base, ...part }));
    return { times: run.times, steps: run.times.map((_, index) => stepOfTime(run, index)) };
  };

  it.each(regimes)('steps are exact integers in the region $name', ({ kappa, delta }) => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 1e13 }), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 2, max: 1e6 }),
        (unsorted, inputDimension) => {
          const steps = unsorted.sort((a, b) => a - b);
          const grid: TimeGrid = { times: steps, unit: 'steps' };
          expect(runAt({ kappa, delta, inputDimension, times: grid }).steps).toEqual(steps);
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each(regimes)('a sweep is d steps in the region $name', ({ kappa, delta, exponent }) => {
    const inputDimension = 1000;
    const times: TimeGrid = { times: [0, 0.5, 1, 30], unit: 'sweeps' };
    const found = runAt({ kappa, delta, inputDimension, times });
    expect(found.steps).toEqual([0, 500, 1000, 30_000]);
    found.times.forEach((t, index) => {
      const expected = (found.steps[index] ?? NaN) * inputDimension ** -exponent;
      expect(Math.abs(t - expected)).toBeLessThanOrEqual(1e-14 * expected);
    });
  });

  it('rounds log-spaced steps to whole ones, each once', () => {
    const { steps } = runAt({ inputDimension: 50, times: { tMax: 20, points: 12, unit: 'steps' } });
    expect(steps).toEqual([0, 1, 2, 3, 4, 5, 7, 9, 12, 15, 20]);
    expect(runAt({ times: { tMax: 30, perDecade: 'digits', unit: 'steps' } }).steps).toEqual([
      ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30],
    ]);
  });

  it('gives the limit equations the times of every point', () => {
    const times: TimeGrid = { times: [0, 1], unit: 'sweeps' };
    const part = {
      base: { delta: 0.5, times },
      axes: { inputDimension: [4, 16] },
      theory: ['limit'] as const,
    };
    const curves = expandExperiment(experiment({ ...part, theory: [...part.theory], simulation: false }));
    expect(curves.map((curve) => curve.times)).toEqual([
      [0, 0.5],
      [0, 0.25],
    ]);
  });

  it('changes nothing when it is the regime’s own', () => {
    expect(timesOf({ times: [0, 1, 5], unit: 'regime' })).toEqual([0, 1, 5]);
    expect(timesOf({ tMax: 10, points: 3, unit: 'regime' })).toEqual(timesOf({ tMax: 10, points: 3 }));
  });

  it('needs d, and says so', () => {
    const theory = { theory: ['limit' as const], simulation: false };
    const base = { inputDimension: null, times: { tMax: 10, points: 3, unit: 'steps' as const } };
    expect(() => expandExperiment(experiment({ base, ...theory }))).toThrow(
      /^parts\.0\.times: times are in steps, .* give inputDimension, or times of the unit "regime"/,
    );
    expect(() => timesOf({ tMax: 10, points: 3, unit: 'hours' as never })).toThrow(
      /found "hours", but the unit of times must be one of "regime", "sweeps", "steps"/,
    );
    const incomplete = { name: 'x', parts: [{ base: { ...base, inputDimension: 10 } }] };
    expect(() => expandExperiment(incomplete)).toThrow(/κ is missing/);
  });
});

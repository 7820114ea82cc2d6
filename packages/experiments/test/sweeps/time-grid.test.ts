import { describe, expect, it } from 'vitest';
import { expandExperiment, type TimeGrid } from '../../src/index.ts';
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

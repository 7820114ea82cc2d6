import { describe, expect, it } from 'vitest';
import { packState, rightHandSide, solve, stateLength, type SolveOptions } from '../../src/index.ts';
import { genericOverlaps, identityRows, overlapsOf } from '../support/overlaps.ts';

const options: SolveOptions = {
  initial: genericOverlaps(3, 2, 'looking'),
  weights: { gradient: 1, variance: 0.5 },
  noise: 0.01,
  times: [0.5, 3, 40],
};

describe('output times', () => {
  it('may be spaced logarithmically', () => {
    const { times } = solve({ ...options, times: { from: 0.1, to: 100, perDecade: 4 } });
    expect(times).toHaveLength(13);
    [0.1, 1, 10, 100].forEach((time, index) => expect(times[4 * index]).toBeCloseTo(time, 12));
    for (let index = 1; index < 13; index++)
      expect(times[index] / times[index - 1]).toBeCloseTo(10 ** 0.25, 12);
  });

  it('are refused where they make no logarithmic grid', () => {
    for (const grid of [
      { from: 0, to: 1, perDecade: 1 },
      { from: 2, to: 1, perDecade: 1 },
      { from: 1, to: Infinity, perDecade: 1 },
      { from: 1, to: 10, perDecade: 0 },
    ]) {
      expect(() => solve({ ...options, times: grid })).toThrow(/times/);
    }
  });
});

describe('a solution whose steps were kept', () => {
  const solution = solve({ ...options, dense: true });

  it('shows the reported points to the bit at their times', () => {
    solution.times.forEach((time, index) => {
      const { risk, orderParameters } = solution.at(time);
      expect(risk).toBe(solution.risk[index]);
      expect(orderParameters).toEqual(solution.orderParameters[index]);
    });
    expect(solution.at(0).orderParameters).toEqual(options.initial);
  });

  it('is as exact anywhere else', () => {
    const times = [0.01, 0.2, 1.1, 7, 33];
    const exact = solve({ ...options, times, relativeTolerance: 1e-12 });
    times.forEach((time, index) => {
      expect(Math.abs(solution.at(time).risk / exact.risk[index] - 1)).toBeLessThan(1e-7);
    });
  });

  it('is as exact within the steps of a long stiff stage, and joins there', () => {
    const times = [3, 30, 300, 3000];
    const run = { ...options, times, dense: true };
    const stiff = solve({ ...run, relativeTolerance: 1e-8 });
    expect(stiff.statistics.implicitSteps).toBeGreaterThan(50);
    times.forEach((time, index) => {
      expect(stiff.at(time).risk).toBe(stiff.risk[index]);
      expect(stiff.at(time).orderParameters).toEqual(stiff.orderParameters[index]);
    });
    const exact = solve({ ...run, relativeTolerance: 1e-12 });
    const steps: number[] = [];
    solve({ ...run, relativeTolerance: 1e-8, onStep: (time) => void steps.push(time) });
    // Points that fall on the ends of steps, explicit and implicit ones: the piece before knows them to the bit, the next one nearly.
    const ends = steps.filter((_, index) => index % 10 === 0 || index === steps.length - 1);
    const reported = solve({ ...options, times: ends, relativeTolerance: 1e-8 });
    ends.forEach((end, index) => expect(stiff.at(end).risk).toBe(reported.risk[index]));
    steps.forEach((end, index) => {
      const begin = index === 0 ? 0 : steps[index - 1];
      for (const theta of [0.2, 0.5, 0.9]) {
        const time = begin + theta * (end - begin);
        expect(Math.abs(stiff.at(time).risk / exact.at(time).risk - 1)).toBeLessThan(1e-6);
      }
      // The pieces of two steps meet to within the errors of both.
      const after = stiff.at(Math.min(end * (1 + 1e-13), stiff.endTime));
      expect(Math.abs(after.risk / stiff.at(end).risk - 1)).toBeLessThan(1e-7);
    });
  });

  it('refuses times it does not have, and says so where steps were not kept', () => {
    expect(() => solution.at(-1)).toThrow('[0, 40]');
    expect(() => solution.at(41)).toThrow('[0, 40]');
    expect(() => solve(options).at(1)).toThrow('dense: true');
    expect(solve({ ...options, times: [0], dense: true }).at(0).orderParameters).toEqual(options.initial);
  });
});

describe('a stop on the drift', () => {
  it('ends where no entry of the drift is larger, and says so', () => {
    const stationaryBelow = 1e-6;
    const { endedBy, endTime, times } = solve({ ...options, times: [1, 1e6], stationaryBelow });
    expect(endedBy).toBe('stationary');
    expect(endTime).toBeLessThan(1e6);
    expect(times).toEqual([1]);
    const { initial, weights, noise } = options;
    const end = solve({ ...options, times: [endTime] }).orderParameters[0];
    const slope = new Float64Array(stateLength(3, 2));
    rightHandSide({ ...initial, noise }, weights)(packState(end), slope);
    // The drift of the implicit method's end is that of its equations, to its tolerance.
    for (const entry of slope) expect(Math.abs(entry)).toBeLessThan(1.01 * stationaryBelow);
  });

  it('does not end on a plateau, where the risk hardly changes and the drift is small but there', () => {
    const students = [[1e-4, 1e-4, 0.6], [1e-4, 0, 0.7]]; // prettier-ignore
    const initial = overlapsOf(students, identityRows(3).slice(0, 2));
    const weights = { gradient: 1, variance: 0 };
    const run = { initial, weights, noise: 0, times: [20, 22, 1e5] };
    const { risk, endTime, endedBy } = solve({ ...run, stationaryBelow: 1e-9 });
    expect(Math.abs(risk[1] / risk[0] - 1)).toBeLessThan(1e-2);
    expect(endedBy).toBe('stationary');
    expect(endTime).toBeGreaterThan(22);
    expect(solve({ ...run, times: [endTime] }).risk[0]).toBeLessThan(1e-12);
  });

  it('is interrupted by whoever watches the steps', () => {
    expect(solve({ ...options, onStep: (time) => time < 1 }).endedBy).toBe('interrupted');
    expect(solve(options).endedBy).toBe('time');
  });
});

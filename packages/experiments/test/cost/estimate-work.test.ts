import { describe, expect, it } from 'vitest';
import { estimateWork, type RunSpecification } from '../../src/index.ts';
import { simulation, theory } from '../sample-runs.ts';

/** Whether estimates rise strictly along a list of runs. */
const rises = (runs: readonly RunSpecification[]): boolean => {
  const estimates = runs.map(estimateWork);
  return estimates.every((work, index) => index === 0 || work > estimates[index - 1]);
};

describe('the estimated work of a run', () => {
  it('rises with the last time, the widths and the number of output times', () => {
    for (const kind of [simulation, theory] as const) {
      const run = (overrides: object) => kind({ inputDimension: 1000, ...overrides });
      expect(rises([1, 10, 100, 1000].map((last) => run({ times: [0, last] })))).toBe(true);
      // At the same γ₀/p₀, which sets how much of the flow there is to follow.
      const wide = (p: number) => run({ widthPrefactor: p, learningRatePrefactor: p });
      expect(rises([1, 4, 16, 64].map(wide))).toBe(true);
      expect(rises([1, 4, 16, 64].map((teacherWidth) => run({ teacherWidth })))).toBe(true);
      expect(rises([[3], [1, 3], [0, 1, 2, 3]].map((times) => run({ times })))).toBe(true);
    }
  });

  it('rises with d through the number of steps, and for the direct engine through the cost of each', () => {
    const dimensions = [10, 100, 1000, 10_000];
    const work = (engine: 'projected' | 'direct') =>
      dimensions.map((inputDimension) => simulation({ engine, inputDimension }));
    expect(rises(work('projected'))).toBe(true);
    expect(rises(work('direct'))).toBe(true);
    const [projected, direct] = [work('projected')[3], work('direct')[3]];
    expect(estimateWork(direct)).toBeGreaterThan(10 * estimateWork(projected));
  });

  it('rises for theory as the tolerance is tightened', () => {
    expect(rises([1e-4, 1e-7, 1e-10].map((relativeTolerance) => theory({ relativeTolerance })))).toBe(true);
  });

  it('is positive and finite for runs that record their start only', () => {
    for (const run of [simulation({ times: [0] }), theory({ times: [0] })]) {
      expect(estimateWork(run)).toBeGreaterThan(0);
      expect(estimateWork(run)).toBeLessThan(1e4);
    }
  });
});

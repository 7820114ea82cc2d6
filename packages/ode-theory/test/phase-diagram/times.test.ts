import { describe, expect, it } from 'vitest';
import { phaseReport, scaling, solve, symmetricPlateau, weights, type PhaseReport } from '../../src/index.ts';
import { escapeRate } from '../../src/phase-diagram/plateau-escape.ts';
import { timeBelow } from '../../src/phase-diagram/milestones.ts';
import type { FlowCurve } from '../../src/phase-diagram/flow-curve.ts';
import { identityRows, teacherSpan } from '../support/overlaps.ts';

const point = {
  inputDimension: 1000,
  teacherWidth: 2,
  noise: 1e-3,
  widthPrefactor: 4,
  learningRatePrefactor: 2,
  kappa: 0,
};

describe('predicted times', () => {
  // Points are 12 % apart in time; interpolation in logarithms between them is right to a few thousandths of R.
  it.each([0.4, 0, -0.2])('are those at which the finite-d equations reach the value: δ = %f', (delta) => {
    const initial = teacherSpan(4, 2, 'times');
    const report = phaseReport({ ...point, delta, start: initial, stepsPerSecond: 2e5 });
    const model = scaling({ ...point, delta });
    expect(report.milestones.length).toBeGreaterThanOrEqual(2);
    for (const { risk, moment } of report.milestones) {
      const { time, steps, seconds, flowTime } = moment!;
      const solution = solve({ initial, weights: weights(model, 'finite'), noise: 1e-3, times: [time] });
      expect(Math.abs(solution.risk[0] / risk - 1)).toBeLessThan(0.01);
      expect(Math.abs(steps * model.timeStep - time)).toBeLessThanOrEqual(model.timeStep * (1 + 1e-9));
      expect(seconds).toBe(steps / 2e5);
      expect(flowTime).toBeCloseTo((time / model.timeStep / 1000) * (model.learningRate / 4), 8);
    }
  });

  it('count from when R is below for good, and not when it is above at the end', () => {
    const curve = { times: [0, 1, 10, 100], risk: [1, 0.1, 0.4, 0.001] } as unknown as FlowCurve;
    expect(timeBelow(curve, 2)).toBe(0);
    expect(timeBelow(curve, 0.2)).toBeGreaterThan(10);
    expect(timeBelow(curve, 0.0004 ** 0.5)).toBeCloseTo(10 * 10 ** (Math.log(20) / Math.log(400)), 10);
    expect(timeBelow(curve, 1e-4)).toBe(Infinity);
  });
});

describe('the escape from the symmetric plateau', () => {
  it.each([2, 3, 4])('has the growth rate of model.md §10 as γ/p → 0: k = %i', (k) => {
    const P = Float64Array.from(identityRows(k).flat());
    const model = { studentWidth: k, teacherWidth: k, noise: 0, P };
    const { stability } = symmetricPlateau(model, { gradient: 1, variance: 0 });
    expect(escapeRate(k) / stability.leading).toBeCloseTo(1, 6);
  });

  const escapeTime = (inputDimension: number, k: number, p: number): number => {
    const { escape }: PhaseReport = phaseReport({
      inputDimension,
      studentWidth: p,
      teacherWidth: k,
      learningRate: 0.01 * p,
      noise: 1e-3,
      start: 'sphere',
      key: 'escape',
      draws: 1,
      effort: 1e7,
    });
    return escape!.followed!.flowTime;
  };

  // The same normals are drawn at both d, so that constants drop out; what is left is ½ ln d and ½ ln τ over the rate, both to
  // first order in e^{−rate τ} and in γ/p = 0.01, which changes the rate by 0.05 % (model.md §10: 10 % at γ/p = 2).
  it.each([
    [2, 2],
    [3, 3],
    [2, 4],
  ])('takes longer by ½ (ln d + ln τ) over the rate as d grows: k = %i, p = %i', (k, p) => {
    const [early, late] = [escapeTime(1e5, k, p), escapeTime(1e7, k, p)];
    const predicted = (Math.log(100) + Math.log(late / early)) / (2 * escapeRate(k));
    expect((late - early) / predicted).toBeGreaterThan(0.97);
    expect((late - early) / predicted).toBeLessThan(1.03);
  });

  it('is not followed from starts that are aligned, and there is none from one teacher or above the critical rate', () => {
    const run = { inputDimension: 1000, noise: 1e-3, effort: 1e6 };
    const aligned = phaseReport({ ...run, studentWidth: 2, teacherWidth: 2, learningRate: 0.2 }).escape!;
    expect(aligned.followed).toBeNull();
    expect(aligned.leading.flowTime).toBeCloseTo(Math.log(1000) / 2 / escapeRate(2), 10);
    expect(phaseReport({ ...run, studentWidth: 2, teacherWidth: 1, learningRate: 0.2 }).escape).toBeNull();
    expect(phaseReport({ ...run, studentWidth: 2, teacherWidth: 2, learningRate: 20 }).escape).toBeNull();
  });
});

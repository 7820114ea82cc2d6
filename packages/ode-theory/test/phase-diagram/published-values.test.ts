import { describe, expect, it } from 'vitest';
import { phaseReport, type PhasePoint } from '../../src/index.ts';

const paper = (noise: number, delta: number, inputDimension = 1000): PhasePoint => ({
  inputDimension,
  teacherWidth: 4,
  noise,
  widthPrefactor: 8,
  learningRatePrefactor: 8,
  kappa: 0,
  delta,
});

describe('the predicted end of the risk, against published and measured values,', () => {
  // At t = 10⁴ sixteen starts had values between `low` and `high`; the end lies below them by what R still falls, 2 % at most.
  it.each([
    [1e-3, 1.14e-4, 1.142e-4],
    [1e-4, 1.15e-5, 1.17e-5],
  ])('is the plateau of arXiv:2202.00293, figure 3, for Δ = %f', (noise, low, high) => {
    const { risk } = phaseReport({ ...paper(noise, 0), draws: 1, effort: 3e7 });
    expect(risk).toMatchObject({ outcome: 'noise', settled: true, representable: true });
    expect(risk.asymptotic!.median).toBeGreaterThan(0.98 * low);
    expect(risk.asymptotic!.median).toBeLessThan(high);
  });

  // No stationary state there: units grow without bound, but slowly, and R at t = 10⁴ was 9.6e-4 … 1.08e-3.
  it('is a long plateau and not the last word for Δ = 0.01', () => {
    const { risk, verdict } = phaseReport({ ...paper(1e-2, 0), draws: 1 });
    expect(risk).toMatchObject({ outcome: 'noise', settled: false, runsAway: true });
    expect(risk.asymptotic!.median).toBeGreaterThan(0.75 * 9.6e-4);
    expect(risk.asymptotic!.median).toBeLessThan(1.25 * 1.08e-3);
    expect(verdict.join(' ')).toContain('units grow without bound');
  });

  // R(3000) = 1.04e-5 at d = 100 of one start (model.md §3); what is left above the end is about 19/t² = 2e-6 at most.
  it('is that of the finite-d equations in the green region, where the limit has none', () => {
    const { risk } = phaseReport({ ...paper(1e-3, 0.5, 100), draws: 1, effort: 3e7 });
    expect(risk.asymptotic!.median).toBeGreaterThan(0.8 * 1.04e-5);
    expect(risk.asymptotic!.median).toBeLessThan(1.04e-5);
    const large = phaseReport({ ...paper(1e-3, 0.5, 1e6), draws: 1, effort: 3e7 }).risk;
    expect(large.asymptotic!.median / large.noisePlateau.smallRate).toBeCloseTo(1, 2);
  });
});

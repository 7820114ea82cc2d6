import { describe, expect, it } from 'vitest';
import { phaseReport, scaling, type PhasePoint } from '../../src/index.ts';
import { resolvePoint } from '../../src/phase-diagram/phase-point.ts';
import { placeInDiagram, regimeAtDimension } from '../../src/phase-diagram/regime-at-dimension.ts';

const run = { inputDimension: 1000, teacherWidth: 4, noise: 1e-3 };
const scaled = (kappa: number, delta: number, prefactor = 8): PhasePoint => ({
  ...run,
  widthPrefactor: 8,
  learningRatePrefactor: prefactor,
  kappa,
  delta,
});
const place = (point: PhasePoint) => placeInDiagram(resolvePoint(point));

describe('the place of a run in the phase diagram', () => {
  it.each([
    [0, 0.5, 'perfect-learning'],
    [0, 0, 'plateau'],
    [0.1 + 0.2, -0.3, 'plateau'],
    [0, -0.25, 'bad-learning'],
    [0, -0.5, 'no-ode'],
    [0.1 + 0.2, -0.8, 'no-ode'],
    [0, -0.7, 'no-ode'],
  ])('is decided by the exponents where they are given: κ = %f, δ = %f is %s', (kappa, delta, regime) => {
    expect(place(scaled(kappa, delta))).toMatchObject({ regime, decidedBy: 'exponents' });
  });

  it.each([
    [0.01, 'perfect-learning'],
    [0.49, 'perfect-learning'],
    [0.51, 'plateau'],
    [1, 'plateau'],
    [1.99, 'plateau'],
    [2.01, 'bad-learning'],
    [31.6, 'bad-learning'],
    [31.7, 'no-ode'],
    [1e9, 'no-ode'],
  ])('is decided by γ/p where there are only numbers: γ/p = %f at d = 1000 is %s', (ratio, regime) => {
    expect(regimeAtDimension(ratio, 1000)).toBe(regime);
    expect(place({ ...run, studentWidth: 8, learningRate: 8 * ratio })).toMatchObject({
      regime,
      decidedBy: 'ratio',
      atThisDimension: regime,
    });
  });

  it.each([0.5, 0.25, 0, -0.25])('reads ϑ = %f and its time step off γ/p = d^{−ϑ}', (theta) => {
    const { learningRate, timeStep } = scaling({
      widthPrefactor: 8,
      learningRatePrefactor: 8,
      kappa: 0,
      delta: theta,
      inputDimension: 1000,
    });
    const plain = place({ ...run, studentWidth: 8, learningRate });
    expect(plain.theta).toBeCloseTo(theta, 12);
    expect(plain.timeStep / timeStep).toBeCloseTo(1, 12);
    expect(place(scaled(0, theta)).timeStep).toBe(timeStep);
  });

  it('keeps apart what exponents say in the end and what γ/p says at this d', () => {
    const slow = place(scaled(0, -0.6, 0.01));
    expect(slow).toMatchObject({ regime: 'no-ode', atThisDimension: 'perfect-learning', timeStep: 1 });
    const { risk, verdict } = phaseReport({ ...scaled(0, -0.6, 0.01), effort: 1 });
    expect(risk.outcome).toBe('noise');
    expect(verdict[0]).toContain('but γ/p = 0.0789 at d = 1000 alone lies in the green region');
  });

  it('has no effective ϑ in one dimension', () => {
    const { effectiveTheta } = place({ ...run, inputDimension: 1, studentWidth: 8, learningRate: 0.1 });
    expect(effectiveTheta).toBeNull();
  });
});

describe('the terms of the drift', () => {
  it('have the sizes of model.md §3 per step and, for p₀ = γ₀, the weights of the finite-d equations per time', () => {
    const { terms } = phaseReport({ ...scaled(0, 0.5), effort: 1 });
    const ratio = 1000 ** -0.5;
    expect(terms.ratio).toBeCloseTo(ratio, 14);
    expect(terms.perStep.gradient / (ratio / 1000)).toBeCloseTo(1, 12);
    expect(terms.perStep.variance / (ratio ** 2 / 1000)).toBeCloseTo(1, 12);
    expect(terms.perStep.noise / ((1e-3 * ratio ** 2) / 1000)).toBeCloseTo(1, 12);
    expect(terms.perTime.gradient).toBeCloseTo(1, 12);
    expect(terms.perTime.variance).toBeCloseTo(ratio, 12);
    expect(terms.noiseDominatesBelow).toBe(5e-4);
  });

  it('balance at γ = p, p times the critical ratio and p √d', () => {
    const { learningRates, criticalDimension } = phaseReport({ ...scaled(0, -0.25), effort: 1 }).terms;
    expect(learningRates.balanced).toBe(8);
    expect(learningRates.critical).toBeCloseTo(8 * 4.99757, 3);
    expect(learningRates.noEquation).toBeCloseTo(8 * Math.sqrt(1000), 10);
    expect((criticalDimension! ** 0.25 * 8) / learningRates.critical!).toBeCloseTo(1, 10);
  });
});

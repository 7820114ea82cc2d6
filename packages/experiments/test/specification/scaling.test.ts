import { scalingOf, stepOfTime } from '../../src/index.ts';
import { describe, expect, it } from 'vitest';
import { simulation, theory } from '../sample-runs.ts';

describe('the scaling of a run', () => {
  // model.md §3: δt = d^{−(1+ϑ)}, d^{−1}, d^{−(1+2ϑ)}, and t = ν in the red region.
  it.each([
    [0.5, 'perfect-learning', 10_000 ** -1.5],
    [0, 'plateau', 1e-4],
    [-0.25, 'bad-learning', 1e-2],
    [-0.75, 'no-ode', 1],
  ])('at δ = %d is %s with δt = %d', (delta, name, timeStep) => {
    const { regime, timeStep: found } = scalingOf(simulation({ inputDimension: 10_000, delta }));
    expect(regime.name).toBe(name);
    expect(found).toBeCloseTo(timeStep, 12);
  });

  it('finds the boundary although 0.1 + 0.2 − 0.3 is not 0', () => {
    expect(scalingOf(simulation({ kappa: 0.1 + 0.2, delta: -0.3 })).regime.name).toBe('plateau');
  });

  it('rounds p₀ d^κ and t/δt to integers', () => {
    expect(scalingOf(simulation({ widthPrefactor: 1.3, kappa: 0.5, inputDimension: 100 })).studentWidth).toBe(
      13,
    );
    const run = simulation({ inputDimension: 10, times: [0, 0.04, 0.06, 1] });
    expect(run.times.map((_, index) => stepOfTime(run, index))).toEqual([0, 0, 1, 10]);
  });

  it('has no step for a theory run that does not depend on d', () => {
    const limit = theory({ equations: 'limit' });
    expect(scalingOf(limit).timeStep).toBeNull();
    expect(stepOfTime(limit, 1)).toBeNull();
  });
});

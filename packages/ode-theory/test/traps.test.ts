import { describe, expect, it } from 'vitest';
import { classifyRegime, scaling, solve, weights } from '../src/index.ts';
import { difference, drift } from './support/drift.ts';
import { naiveDrift } from './support/naive-drift.ts';
import { genericOverlaps, identityRows, overlapsOf } from './support/overlaps.ts';

/** Errors that other codes were found to make, each stated as what does not happen here. */
describe('known traps', () => {
  it('a regime decided by κ + δ === 0: the variance term would silently be off', () => {
    const [kappa, delta] = [0.1 + 0.2, -0.3];
    expect(kappa + delta === 0).toBe(false);
    expect(classifyRegime({ kappa, delta }).varianceTerm).toBe(true);
    const model = scaling({
      widthPrefactor: 2,
      learningRatePrefactor: 2,
      kappa,
      delta,
      inputDimension: 1000,
    });
    expect(weights(model, 'limit')).toEqual({ gradient: 1, variance: 1 });
  });

  it('stopping when the risk changes little between two outputs: a plateau is not the end', () => {
    const initial = overlapsOf(
      [
        [1e-4, 1e-4, 0.6],
        [1e-4, 0, 0.7],
      ],
      identityRows(3).slice(0, 2),
    );
    const times = [20, 22, 600];
    const { risk, times: reached } = solve({
      initial,
      weights: { gradient: 1, variance: 0.2 },
      noise: 0,
      times,
    });
    expect(Math.abs(risk[1] / risk[0] - 1)).toBeLessThan(0.01);
    expect(risk[2]).toBeLessThan(1e-3 * risk[1]);
    expect(reached).toEqual(times);
  });

  it('remainders of vectorised loops: every small number of fields, odd or even', () => {
    for (let p = 1; p <= 11; p++) {
      const overlaps = genericOverlaps(p, 1, `remainder/${p}`);
      const both = { gradient: 1, variance: 1 };
      expect(difference(drift(overlaps, both, 0.1), naiveDrift(overlaps, both, 0.1))).toBeLessThan(5e-15);
    }
  });

  it('a width that is rounded but weighed as if it were not', () => {
    const model = scaling({
      widthPrefactor: 1.3,
      learningRatePrefactor: 1,
      kappa: 0.25,
      delta: 0,
      inputDimension: 40,
    });
    expect(model.studentWidth).toBe(3);
    const perUnitTime = 1 / (40 * model.timeStep);
    expect(weights(model, 'finite').gradient).toBeCloseTo((1 / 3) * perUnitTime, 14);
  });

  it('a risk at round-off taken for a result: what is left is below 1e-11 and may have either sign', () => {
    const initial = genericOverlaps(1, 1, 'round-off');
    const { risk } = solve({
      initial,
      weights: { gradient: 1, variance: 1 },
      noise: 0,
      times: [200, 400, 800],
    });
    for (const value of risk) expect(Math.abs(value)).toBeLessThan(1e-11);
  });
});

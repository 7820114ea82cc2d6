import { GaussianAverageDomainError, type OrderParameters } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { packState, rightHandSide } from '../../src/index.ts';
import { createFields, loadState } from '../../src/right-hand-side/fields.ts';
import { plainRightHandSide } from '../oracles/right-hand-side.ts';
import { tiltByOneField } from '../oracles/tilt-by-one-field.ts';
import { genericVectors, overlapsOf } from '../support/overlaps.ts';

/** The kernel takes arcsines from one approximation up to each of these, and from a fourth beyond. */
const LIMITS = [0.52, 0.6, 0.7348];

/**
 * Largest difference between kernel and oracle in units of 2⁻⁵³ of the largest entry of the derivative: both add up the same
 * terms in different orders, and take arcsines from different approximations, each right to 2 ulp.
 */
const UNITS = 64;

/** Students of a common norm, and where `spread` is more than 1, one of a larger norm. */
function overlapsOfNorm(norm: number, spread = 1): OrderParameters {
  const { students, teachers } = genericVectors(5, 3, `arcsine ranges/${norm}`);
  const scaled = students.map((row, i) => {
    const length = Math.sqrt(row.reduce((sum, x) => sum + x * x, 0));
    return row.map((x) => (x * norm * (i === 0 ? spread : 1)) / length);
  });
  return overlapsOf(scaled, teachers);
}

const cases = [0.2, 0.9, 1.1, 1.2, 1.4, 1.6, 1.9, 3, 20, 1e3].flatMap((norm) => [
  [norm, 1],
  [norm, 30],
]);

function largestCorrelations(overlaps: OrderParameters): number[] {
  const fields = createFields({ ...overlaps, noise: 0 });
  loadState(fields, packState(overlaps));
  const n = fields.count;
  const once = new Float64Array(n * n);
  const twice = new Float64Array(n * n);
  const largest: number[] = [];
  for (let i = 0; i < fields.students; i++) {
    tiltByOneField(fields.C, n, i, once);
    for (let j = i; j < fields.students; j++) {
      tiltByOneField(once, n, j, twice);
      largest.push(Math.max(...fields.v.map((_, b) => twice[b * n + b] / (1 + twice[b * n + b]))));
    }
  }
  return largest;
}

describe('the arcsine of the kernel', () => {
  it.each(cases)(
    'gives the drift of the plain oracle: students of norm %d, one %d times longer',
    (norm, spread) => {
      const overlaps = overlapsOfNorm(norm, spread);
      const model = { ...overlaps, noise: 0.3 };
      const state = packState(overlaps);
      const found = new Float64Array(state.length);
      const expected = new Float64Array(state.length);
      const weights = { gradient: 0.7, variance: 0.4 };
      rightHandSide(model, weights)(state, found);
      plainRightHandSide(model, weights)(state, expected);
      const largest = expected.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
      const worst = found.reduce((most, entry, x) => Math.max(most, Math.abs(entry - expected[x])), 0);
      expect(worst).toBeLessThanOrEqual(UNITS * 2 ** -53 * largest);
    },
  );

  it('is tested in each of its four ranges', () => {
    const correlations = cases.flatMap(([norm, spread]) => largestCorrelations(overlapsOfNorm(norm, spread)));
    const visited = [0, 1, 2, 3].map(
      (range) => correlations.filter((x) => LIMITS.filter((limit) => x > limit).length === range).length,
    );
    for (const count of visited) expect(count).toBeGreaterThan(10);
  });

  it.each([1.9, 2.1, 5])(
    'is an angle or none, as in the oracle, for impossible teachers of norm 1 and overlap %d',
    (overlap) => {
      const model = {
        studentWidth: 1,
        teacherWidth: 2,
        P: Float64Array.of(1, overlap, overlap, 1),
        noise: 0,
      };
      const state = Float64Array.of(0.1, 0, 0);
      const expected = new Float64Array(3);
      const found = new Float64Array(3);
      const weights = { gradient: 0, variance: 1 };
      plainRightHandSide(model, weights)(state, expected);
      const field = rightHandSide(model, weights);
      // The correlation is overlap/2: an angle, or none.
      if (overlap > 2) expect(() => field(state, found)).toThrow(GaussianAverageDomainError);
      else field(state, found);
      expect(Number.isNaN(expected[0])).toBe(overlap > 2);
      expect(Number.isNaN(found[0])).toBe(overlap > 2);
      if (overlap < 2) expect(Math.abs(found[0] - expected[0])).toBeLessThan(1e-15);
    },
  );
});

import { describe, expect, it } from 'vitest';
import { meanFieldRisk } from '../../src/index.ts';
import { plainMeanFieldRisk, plainMeanFieldVelocities } from '../oracles/mean-field.ts';
import { genericParticles, meanFieldVelocities } from '../support/particles.ts';

/**
 * Largest difference between kernel and plain form in units of 2⁻⁵³ of the largest entry: each term of the sums is right to a few
 * units, and coordinates along axes are as good as the condition of T, here below 10.
 */
const UNITS = 256;

const worst = (found: Float64Array, expected: Float64Array): number =>
  found.reduce((most, value, x) => Math.max(most, Math.abs(value - expected[x])), 0);
const largest = (values: Float64Array): number => worst(values, new Float64Array(values.length));
const allowed = (expected: Float64Array): number => UNITS * 2 ** -53 * largest(expected);

function compareWithPlain(N: number, k: number, particlesAre: 'units' | 'distribution'): void {
  const particles = genericParticles(N, k, `mean-field/${N}/${k}`);
  const teacherSecondLayer = Float64Array.from({ length: k }, (_, r) => 1 - 0.4 * r);
  const found = meanFieldVelocities(particles, 0.7, { teacherSecondLayer, particlesAre });
  const expected = plainMeanFieldVelocities(particles, 0.7, teacherSecondLayer, particlesAre);
  expect(worst(found.dM, expected.dM)).toBeLessThanOrEqual(allowed(expected.dM));
  expect(worst(found.dOutOfSpan, expected.dOutOfSpan)).toBeLessThanOrEqual(allowed(expected.dOutOfSpan));
  // Three sums of size below 1, compensated.
  const risk = meanFieldRisk(particles, { teacherSecondLayer, particlesAre });
  expect(Math.abs(risk - plainMeanFieldRisk(particles, teacherSecondLayer, particlesAre))).toBeLessThan(
    1e-15,
  );
}

describe('the kernel of the mean-field limit', () => {
  it.each(Array.from({ length: 12 }, (_, index) => index + 1))(
    'equals its plain form for %i particles',
    (N) => {
      for (let k = 1; k <= 6; k++) {
        compareWithPlain(N, k, 'units');
        compareWithPlain(N, k, 'distribution');
      }
    },
  );

  it.each([255, 256, 257, 300, 515])(
    'equals its plain form where strips of particles end: %i particles',
    (N) => {
      compareWithPlain(N, 3, 'units');
    },
  );

  // 1 − ρ² taken from ρ would be wrong by 3e-13 at size 100 and 3e-11 at size 1000.
  it('keeps its accuracy for long weight vectors along one line, where 1 − ρ² is small for every pair', () => {
    const N = 9;
    for (const size of [1, 3, 10, 100, 1000]) {
      const particles = {
        ...genericParticles(N, 1, 'mean-field/line', size),
        outOfSpan: new Float64Array(N),
        P: Float64Array.of(1),
      };
      const { M } = particles;
      const found = meanFieldVelocities(particles, 1).dM;
      // With C = x yᵀ the determinant (1 + x²)(1 + y²) − x² y² is 1 + x² + y², and nothing cancels.
      const expected = M.map((x) => {
        const share = (y: number) => y / Math.sqrt(1 + x * x + y * y);
        const sum = M.reduce((rest, y) => rest - share(y) / N, share(1));
        return ((2 / Math.PI) * sum) / (1 + x * x);
      });
      const terms = M.map((x) => 2 / Math.PI / (1 + x * x));
      const error = Math.max(...found.map((value, i) => Math.abs(value - expected[i]) / terms[i]));
      expect(error).toBeLessThan(1e-14);
    }
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  covarianceTiltedByField,
  GaussianAverageDomainError,
  I2,
  I4,
  J2,
  RandomStream,
  tiltedCovariance,
} from '../../src/index.ts';
import { gaussianMatrix, gramMatrix, scaledDistance } from '../linear-algebra/matrices.ts';

/** The definition C − C_{·S} (I + C_SS)⁻¹ C_{S·} without regard for cancellation. */
function byDefinition(C: Float64Array, n: number, i: number, j: number): Float64Array {
  const a = 1 + C[i * n + i];
  const c = C[i * n + j];
  const b = 1 + C[j * n + j];
  // For i = j the pair has the covariance [[C_ii, C_ii], [C_ii, C_ii]].
  const determinant = a * b - c * c;
  return C.map((entry, index) => {
    const row = Math.floor(index / n);
    const column = index % n;
    const [xi, xj] = [C[row * n + i], C[row * n + j]];
    const [yi, yj] = [C[column * n + i], C[column * n + j]];
    return entry - (b * xi * yi - c * (xi * yj + xj * yi) + a * xj * yj) / determinant;
  });
}

describe('tiltedCovariance', () => {
  it('is the rank-two update of its definition for every size and pair, i = j included', () => {
    for (let n = 1; n <= 7; n++) {
      const C = gramMatrix(gaussianMatrix(RandomStream.fromKey(`tilt ${n}`), n, n + 1), n, n + 1);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          expect(scaledDistance(tiltedCovariance(C, n, i, j), byDefinition(C, n, i, j), n)).toBeLessThan(
            1e-13,
          );
        }
      }
    }
  });

  it('may overwrite its argument, and leaves it alone otherwise', () => {
    const C = gramMatrix(gaussianMatrix(RandomStream.fromKey('in place'), 4, 4), 4, 4);
    const original = Float64Array.from(C);
    const tilted = tiltedCovariance(C, 4, 2, 1);
    expect(C).toEqual(original);
    expect(tiltedCovariance(C, 4, 2, 1, C)).toBe(C);
    expect(C).toEqual(tilted);
  });

  it('is two tilts by one field each', () => {
    const C = gramMatrix(gaussianMatrix(RandomStream.fromKey('two tilts'), 5, 5), 5, 5);
    const once = covarianceTiltedByField(C, 5, 3);
    expect(covarianceTiltedByField(once, 5, 0)).toEqual(tiltedCovariance(C, 5, 3, 0));
    expect(once[3 * 5 + 3]).toBeCloseTo(C[3 * 5 + 3] / (1 + C[3 * 5 + 3]), 15);
  });

  it('gives I4 through I2 and J2 to 1e-13, for large and degenerate covariances too', () => {
    const fixture = JSON.parse(
      readFileSync(new URL('../fixtures/gaussian-averages-erf.json', import.meta.url), 'utf8'),
    ) as { I4: { C: number[][] }[] };
    for (const { C: rows } of fixture.I4) {
      const C = Float64Array.from(rows.flat());
      const tilted = tiltedCovariance(C, 4, 0, 1);
      const value = J2(C[0], C[1], C[5]) * I2(tilted[10], tilted[11], tilted[15]);
      expect(Math.abs(value - I4(C))).toBeLessThanOrEqual(1e-13 * Math.abs(I4(C)));
    }
  });

  it('refuses a field of variance ≤ −1', () => {
    expect(() => tiltedCovariance(Float64Array.of(-1), 1, 0, 0)).toThrow(GaussianAverageDomainError);
    expect(() => tiltedCovariance(Float64Array.of(NaN), 1, 0, 0)).toThrow('field 0');
  });
});

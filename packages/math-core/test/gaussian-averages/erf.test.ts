import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GaussianAverageDomainError, I2, I3, I4, J2, RandomStream } from '../../src/index.ts';
import { gaussianMatrix, gramMatrix } from '../linear-algebra/matrices.ts';

interface Case {
  readonly bin: string;
  readonly C: readonly (readonly number[])[];
  readonly value: string;
}

/** Quadratures of the definitions at 190 bits, not of the closed forms; see the file's provenance. */
const fixture = JSON.parse(
  readFileSync(new URL('../fixtures/gaussian-averages-erf.json', import.meta.url), 'utf8'),
) as Record<'I2' | 'J2' | 'I3' | 'I4', readonly Case[]>;

type Average = (C: Case['C']) => number;
const averages: Record<keyof typeof fixture, { bound: number; evaluate: Average }> = {
  I2: { bound: 8e-16, evaluate: (C) => I2(C[0][0], C[0][1], C[1][1]) },
  J2: { bound: 4e-16, evaluate: (C) => J2(C[0][0], C[0][1], C[1][1]) },
  I3: { bound: 8e-16, evaluate: (C) => I3(C[0][0], C[0][1], C[0][2], C[1][2], C[2][2]) },
  I4: { bound: 1e-15, evaluate: (C) => I4(C.flat()) },
};

for (const [name, { bound, evaluate }] of Object.entries(averages)) {
  describe(`${name} is the integral of its definition to ${bound} relative`, () => {
    const cases = fixture[name as keyof typeof fixture];
    it.each([...new Set(cases.map(({ bin }) => bin))])('%s', (bin) => {
      for (const { C, value } of cases.filter((entry) => entry.bin === bin)) {
        const error = Math.abs(evaluate(C) - Number(value));
        expect(error, JSON.stringify(C)).toBeLessThanOrEqual(bound * Math.abs(Number(value)));
      }
    });
  });
}

/** A covariance of `size` fields of deficient or full rank, drawn from a seed. */
const covariance = (size: number) =>
  fc.tuple(fc.nat(), fc.integer({ min: 1, max: 5 })).map(([seed, rank]) => {
    const stream = RandomStream.fromKey(`covariance ${seed}`);
    return gramMatrix(gaussianMatrix(stream, size, rank), size, rank);
  });

/** C with its fields reordered. */
function reordered(C: Float64Array, order: readonly number[]): Float64Array {
  const n = order.length;
  return Float64Array.from(
    { length: n * n },
    (_, index) => C[order[Math.floor(index / n)] * n + order[index % n]],
  );
}

describe('the averages of erf', () => {
  it('satisfy Price’s theorem, ∂I2/∂C_be = J2', () => {
    fc.assert(
      fc.property(covariance(2), (C) => {
        const h = 1e-5;
        const slope = (I2(C[0], C[1] + h, C[3]) - I2(C[0], C[1] - h, C[3])) / (2 * h);
        expect(Math.abs(slope - J2(C[0], C[1], C[3]))).toBeLessThan(1e-7);
      }),
    );
  });

  it('satisfy Stein’s lemma: I3(i; b, e) = C_be J2(i, e) when λ_i and λ_b are independent', () => {
    fc.assert(
      fc.property(covariance(3), (C) => {
        // E[σ'(λ_i) λ_b σ(λ_e)] = C_bi E[σ''(λ_i) σ(λ_e)] + C_be E[σ'(λ_i) σ'(λ_e)].
        const exact = C[5] * J2(C[0], C[2], C[8]);
        expect(Math.abs(I3(C[0], 0, C[2], C[5], C[8]) - exact)).toBeLessThanOrEqual(1e-15 * Math.abs(exact));
      }),
    );
  });

  it('do not depend on the order of fields that enter alike', () => {
    fc.assert(
      fc.property(covariance(4), (C) => {
        const value = I4(C);
        for (const order of [
          [1, 0, 2, 3],
          [0, 1, 3, 2],
          [1, 0, 3, 2],
        ]) {
          expect(Math.abs(I4(reordered(C, order)) - value)).toBeLessThanOrEqual(
            2e-15 * Math.abs(value) + 1e-17,
          );
        }
        expect(I2(C[0], C[1], C[5])).toBe(I2(C[5], C[1], C[0]));
        expect(J2(C[0], C[1], C[5])).toBe(J2(C[5], C[1], C[0]));
      }),
    );
  });

  it('factorise for independent fields', () => {
    const C = new Float64Array(16);
    [0.7, 1.3, 2.1, 0.2].forEach((variance, index) => {
      C[5 * index] = variance;
    });
    expect(I4(C)).toBe(0);
    C[11] = 0.4;
    C[14] = 0.4;
    expect(I4(C)).toBeCloseTo(J2(0.7, 0, 1.3) * I2(2.1, 0.4, 0.2), 15);
  });

  it('know the limits of large variance: I2 of equal fields tends to 1', () => {
    expect(I2(1e12, 1e12, 1e12)).toBeCloseTo(1 - (2 / Math.PI) * Math.SQRT2 * 1e-6, 14);
    expect(I2(1e12, -1e12, 1e12)).toBeCloseTo((2 / Math.PI) * Math.SQRT2 * 1e-6 - 1, 14);
  });
});

describe('an impossible covariance is refused, never clipped', () => {
  it.each<[string, () => number, number[]]>([
    ['I2', () => I2(0, 2, 0), [0, 2, 2, 0]],
    ['I2', () => I2(-3, 0, -3), [-3, 0, 0, -3]],
    ['I2', () => I2(1, NaN, 1), [1, NaN, NaN, 1]],
    ['I2', () => I2(Infinity, 0, 1), [Infinity, 0, 0, 1]],
    ['J2', () => J2(0, -1, 0), [0, -1, -1, 0]],
    ['I3', () => I3(1, 0, 3, 0, 1), [1, 3, 3, 1]],
    ['I3', () => I3(-2, 0, 0, 1, -2), [-2, 0, 0, -2]],
  ])('by %s', (name, evaluate, matrix) => {
    expect(evaluate).toThrow(GaussianAverageDomainError);
    try {
      evaluate();
    } catch (error) {
      expect((error as GaussianAverageDomainError).message).toContain(name);
      expect(Array.from((error as GaussianAverageDomainError).matrix)).toEqual(matrix);
    }
  });

  it('by I4, with all sixteen entries', () => {
    const C = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 5, 0, 0, 5, 1];
    expect(() => I4(C)).toThrow(GaussianAverageDomainError);
    expect(() => I4(C)).toThrow('[0, 0, 1, 5], [0, 0, 5, 1]');
  });
});

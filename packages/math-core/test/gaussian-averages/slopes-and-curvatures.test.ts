import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  activationOf,
  curvatureValueAverage,
  GaussianAverageDomainError,
  productAverage,
  slopeProductAverage,
  slopesAverage,
  squareAverageSlope,
  type ActivationName,
  type TeacherActivationName,
} from '../../src/index.ts';
import { normalMean, normalMeanOfTwo } from '../support/quadrature.ts';

const students: ActivationName[] = ['erf', 'linear', 'quadratic', 'hermite2', 'relu'];
const all: TeacherActivationName[] = [...students, 'sign'];
const pairs = all.flatMap((b) => all.map((e) => [b, e] as const));

const covariances: readonly (readonly [number, number, number])[] = [
  [1.3, 0.4, 0.8],
  [0.5, -0.6, 1.1],
];

/** E[σ_b'(λ_b) g(λ_e)], or of σ_b'' with `order` 2: the distributions in λ_b are integrated by hand. */
function averageOf(
  order: 1 | 2,
  b: TeacherActivationName,
  g: (y: number) => number,
  cbb: number,
  cbe: number,
  cee: number,
): number {
  const given = (x: number) => normalMean(g, (cbe / cbb) * x, cee - (cbe * cbe) / cbb);
  const densityAtZero = 1 / Math.sqrt(2 * Math.PI * cbb);
  if (b === 'sign') {
    if (order === 1) return 2 * densityAtZero * given(0);
    // δ'(λ) takes minus the slope of density times mean; the density's own slope vanishes at zero.
    const h = 1e-3;
    const slope = (8 * (given(h) - given(-h)) - (given(2 * h) - given(-2 * h))) / (12 * h);
    return -2 * densityAtZero * slope;
  }
  if (order === 2 && b === 'relu') return densityAtZero * given(0);
  const activation = activationOf(b);
  const derivative =
    order === 1
      ? (x: number) => activation.derivative(x)
      : (x: number) => (b === 'linear' ? 0 : b === 'erf' ? -x * activation.derivative(x) : 2);
  return normalMeanOfTwo((x, y) => derivative(x) * g(y), cbb, cbe, cee);
}

describe.each(pairs)('the averages of %s and %s', (b, e) => {
  it('E[σ_b″ σ_e] agrees with a quadrature', () => {
    for (const C of covariances) {
      const expected = averageOf(2, b, (y) => activationOf(e).value(y), ...C);
      expect(Math.abs(curvatureValueAverage(b, e, ...C) - expected)).toBeLessThan(1e-10);
    }
  });

  it('E[σ_b′ σ_e′] agrees with a quadrature', () => {
    for (const C of covariances) {
      const [cbb, cbe, cee] = C;
      // 2δ of two signs leaves the density of both at zero; one δ is integrated by hand.
      const expected =
        e === 'sign' && b === 'sign'
          ? 2 / (Math.PI * Math.sqrt(cbb * cee - cbe * cbe))
          : e === 'sign'
            ? averageOf(1, e, (y) => activationOf(b).derivative(y), cee, cbe, cbb)
            : averageOf(1, b, (y) => activationOf(e).derivative(y), cbb, cbe, cee);
      expect(Math.abs(slopesAverage(b, e, ...C) - expected)).toBeLessThan(1e-10);
    }
  });

  it('they are the derivatives of I2', () => {
    const h = 1e-3;
    const covariance = fc.tuple(
      fc.double({ min: 0.3, max: 3, noNaN: true }),
      fc.double({ min: -0.9, max: 0.9, noNaN: true }),
      fc.double({ min: 0.3, max: 3, noNaN: true }),
    );
    fc.assert(
      fc.property(covariance, ([cbb, correlation, cee]) => {
        const C = [cbb, correlation * Math.sqrt(cbb * cee), cee] as const;
        // Five points leave h⁴/30 of the fifth derivative; lengths over which these averages change are h⁻¹ · 0.06 here.
        const slopeIn = (place: number) => {
          const at = (step: number) => {
            const moved = C.map((x, index) => (index === place ? x + step * 0.06 * h * C[place ? 2 : 0] : x));
            return productAverage(b, e, moved[0], moved[1], moved[2]);
          };
          return (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * 0.06 * h * C[place ? 2 : 0]);
        };
        // Rounding: 1e-16 of terms of order ten over steps of 2e-5.
        expect(Math.abs(slopesAverage(b, e, ...C) - slopeIn(1))).toBeLessThan(1e-8);
        expect(Math.abs(0.5 * curvatureValueAverage(b, e, ...C) - slopeIn(0))).toBeLessThan(1e-8);
      }),
      { seed: 11, numRuns: 50 },
    );
  });

  it('slopes are symmetric', () => {
    for (const [cbb, cbe, cee] of covariances) {
      expect(slopesAverage(b, e, cbb, cbe, cee)).toBe(slopesAverage(e, b, cee, cbe, cbb));
    }
  });
});

describe('one field', () => {
  it.each(students)('slopes of %s are those of J2', (activation) => {
    for (const C of covariances) {
      expect(slopesAverage(activation, activation, ...C)).toBe(slopeProductAverage(activation, ...C));
    }
  });

  it.each(all)('d E[σ²]/dv of %s is the derivative', (activation) => {
    const h = 1e-3;
    for (const v of [0.4, 1, 3]) {
      const square = (w: number) => productAverage(activation, activation, w, w, w);
      const slope =
        (8 * (square(v + h) - square(v - h)) - (square(v + 2 * h) - square(v - 2 * h))) / (12 * h);
      expect(Math.abs(squareAverageSlope(activation, v) - slope)).toBeLessThan(1e-11);
    }
  });

  it.each(students)('d E[σ²]/dv of %s is what two fields that coincide give', (activation) => {
    const v = 0.7;
    const expected =
      slopesAverage(activation, activation, v, v, v) + curvatureValueAverage(activation, activation, v, v, v);
    expect(squareAverageSlope(activation, v)).toBeCloseTo(expected, 15);
  });
});

describe('special fields', () => {
  it('two signs of one field have infinite averages', () => {
    expect(slopesAverage('sign', 'sign', 1, 1, 1)).toBe(Infinity);
    expect(curvatureValueAverage('sign', 'sign', 1, -1, 1)).toBe(Infinity);
  });

  it('fields that are always zero have finite averages where the limit is finite', () => {
    expect(slopesAverage('quadratic', 'relu', 0, 0, 0)).toBe(0);
    expect(curvatureValueAverage('sign', 'sign', 0, 0, 1)).toBe(0);
    expect(curvatureValueAverage('relu', 'erf', 0, 0, 1)).toBe(0);
    expect(curvatureValueAverage('relu', 'relu', 0, 0, 0)).toBe(0);
  });

  it('nearly uncorrelated fields are as good as uncorrelated', () => {
    expect(productAverage('relu', 'relu', 1, -5e-324, 1)).toBe(productAverage('relu', 'relu', 1, 0, 1));
  });

  it('what is no covariance is refused with the matrix', () => {
    expect(() => slopesAverage('sign', 'sign', 1, 2, 1)).toThrow(GaussianAverageDomainError);
    expect(() => slopesAverage('erf', 'sign', 1, 2, 1)).toThrow(GaussianAverageDomainError);
    expect(() => curvatureValueAverage('relu', 'relu', 1, 2, 1)).toThrow(GaussianAverageDomainError);
    expect(() => curvatureValueAverage('erf', 'linear', NaN, 0, 1)).toThrow(GaussianAverageDomainError);
  });
});

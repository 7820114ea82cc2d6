import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  divide,
  exactSum,
  multiply,
  subtract,
  type DoubleDouble,
} from '../../src/compensated-arithmetic/double-double.ts';
import { productError, sumError } from '../../src/compensated-arithmetic/rounding-errors.ts';
import { differenceOfProducts } from '../../src/index.ts';

/** A double in [2⁻⁸⁰, 2⁸⁰] in magnitude, or 0, as an integer multiple of 2⁻²⁰⁰: exact rational arithmetic. */
const SCALE = 200n;
function exact(x: number): bigint {
  let mantissa = x;
  let exponent = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent += 1;
  }
  return BigInt(mantissa) << (SCALE - BigInt(exponent));
}

const moderate = fc
  .tuple(fc.double({ min: 1, max: 2, noNaN: true }), fc.integer({ min: -40, max: 40 }), fc.boolean())
  .map(([mantissa, exponent, negative]) => (negative ? -1 : 1) * mantissa * 2 ** exponent);

/** A neighbour of x by relative 2⁻ᵏ: what makes differences cancel. */
const nearlyEqual = fc
  .tuple(moderate, fc.integer({ min: 10, max: 52 }), fc.integer({ min: -3, max: 3 }))
  .map(([x, k, steps]): [number, number] => [x, x * (1 + steps * 2 ** -k)]);

const exactPair = ({ high, low }: DoubleDouble) => exact(high) + exact(low);
const magnitude = (x: bigint) => (x < 0n ? -x : x);

describe('rounding errors', () => {
  it('of sums are exact', () => {
    fc.assert(
      fc.property(moderate, moderate, (a, b) => {
        expect(exact(a + b) + exact(sumError(a, b, a + b))).toBe(exact(a) + exact(b));
      }),
    );
  });

  it('of products are exact', () => {
    fc.assert(
      fc.property(moderate, moderate, (a, b) => {
        const total = exact(a * b) + exact(productError(a, b, a * b));
        expect(total << SCALE).toBe(exact(a) * exact(b));
      }),
    );
  });
});

it('differenceOfProducts keeps its relative precision however much cancels', () => {
  fc.assert(
    fc.property(nearlyEqual, nearlyEqual, ([a, c], [b, d]) => {
      const reference = exact(a) * exact(b) - exact(c) * exact(d);
      const error = (exact(differenceOfProducts(a, b, c, d)) << SCALE) - reference;
      expect(magnitude(error) << 51n).toBeLessThanOrEqual(magnitude(reference));
    }),
    { numRuns: 1000 },
  );
});

describe('double-double arithmetic', () => {
  const pair = fc.tuple(moderate, moderate).map(([a, b]) => exactSum(a, b * 2 ** -90));

  it('subtracts and multiplies to 2⁻¹⁰⁰', () => {
    fc.assert(
      fc.property(pair, pair, (a, b) => {
        const sizes = magnitude(exactPair(a)) + magnitude(exactPair(b));
        const difference = exactPair(subtract(a, b)) - (exactPair(a) - exactPair(b));
        expect(magnitude(difference) << 100n).toBeLessThanOrEqual(sizes);
        const product = exactPair(a) * exactPair(b);
        const error = (exactPair(multiply(a, b)) << SCALE) - product;
        expect(magnitude(error) << 100n).toBeLessThanOrEqual(magnitude(product));
      }),
    );
  });

  it('divides to 2⁻¹⁰⁰', () => {
    fc.assert(
      fc.property(pair, pair, (a, b) => {
        const back = exactPair(divide(a, b)) * exactPair(b) - (exactPair(a) << SCALE);
        expect(magnitude(back) << 100n).toBeLessThanOrEqual(magnitude(exactPair(a) << SCALE));
      }),
    );
  });
});

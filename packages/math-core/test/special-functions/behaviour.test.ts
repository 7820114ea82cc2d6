import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arcsine, errorFunction, exponential, logarithm, power } from '../../src/index.ts';
import { neighbour } from '../support/units-in-last-place.ts';

const SMALLEST = Number.MIN_VALUE;

describe('exponential', () => {
  it.each([
    [NaN, NaN],
    [Infinity, Infinity],
    [-Infinity, 0],
    [0, 1],
    [-0, 1],
    [SMALLEST, 1],
    [-SMALLEST, 1],
    [709.782712893384, 1.7976931348622732e308],
    [709.7827128933841, Infinity],
    [-745.1332191019411, SMALLEST],
    [-745.1332191019412, 0],
    [1e300, Infinity],
    [-1e300, 0],
  ])('of %d is %d', (x, value) => {
    expect(exponential(x)).toBe(value);
  });
});

describe('logarithm', () => {
  it.each([
    [NaN, NaN],
    [Infinity, Infinity],
    [-Infinity, NaN],
    [-1, NaN],
    [-SMALLEST, NaN],
    [0, -Infinity],
    [-0, -Infinity],
    [1, 0],
    [SMALLEST, -744.4400719213812],
    [Number.MAX_VALUE, 709.782712893384],
  ])('of %d is %d', (x, value) => {
    expect(logarithm(x)).toBe(value);
  });

  it('inverts the exponential', () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
        expect(Math.abs(logarithm(exponential(x)) - x)).toBeLessThanOrEqual(2e-16 * Math.max(1, Math.abs(x)));
      }),
    );
  });
});

describe('arcsine', () => {
  it.each([
    [NaN, NaN],
    [Infinity, NaN],
    [-Infinity, NaN],
    [neighbour(1, 1), NaN],
    [-neighbour(1, 1), NaN],
    [1, Math.PI / 2],
    [-1, -Math.PI / 2],
    [0, 0],
    [-0, -0],
    [SMALLEST, SMALLEST],
    [0.5, 0.5235987755982989],
  ])('of %d is %d', (x, value) => {
    expect(arcsine(x)).toBe(value);
  });
});

describe('errorFunction', () => {
  it.each([
    [NaN, NaN],
    [Infinity, 1],
    [-Infinity, -1],
    [0, 0],
    [-0, -0],
    [SMALLEST, SMALLEST],
    [-SMALLEST, -SMALLEST],
    [6, 1],
    [-1e300, -1],
  ])('of %d is %d', (x, value) => {
    expect(errorFunction(x)).toBe(value);
  });

  it('is odd to the last bit', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (x) => {
        expect(errorFunction(-x)).toBe(-errorFunction(x));
      }),
    );
  });

  it('does not decrease by more than one place where one interval of the method meets the next', () => {
    for (const seam of [3.725290298461914e-9, 0.84375, 1.25, 1 / 0.35, 6]) {
      const below = errorFunction(neighbour(seam, -1));
      expect(errorFunction(seam)).toBeGreaterThanOrEqual(neighbour(below, -1));
    }
  });
});

describe('power', () => {
  const special = [-Infinity, -2.5, -2, -1, -0, 0, 0.5, 1, 2, 3, 2 ** 53 + 2, 1e300, Infinity, NaN];

  it('has the special cases of ECMAScript', () => {
    for (const x of [-Infinity, -1e308, -2, -1, -SMALLEST, -0, 0, SMALLEST, 1, 2, 1e308, Infinity, NaN]) {
      for (const y of special) {
        const expected = x ** y;
        if (Number.isFinite(expected) && expected !== 0 && Math.abs(expected) !== 1) continue;
        expect(power(x, y), `power(${x}, ${y})`).toBe(expected);
      }
    }
  });

  it.each([
    [100, 0.5, 10],
    [1e4, 0.25, 10],
    [10, 3, 1000],
    [10, 22, 1e22],
    [3, 33, 5559060566555523],
    [-3, 3, -27],
    [-2, -2, 0.25],
    [2, -1074, SMALLEST],
    [2, 1023, 2 ** 1023],
    [2 ** -1074, 0.5, 2 ** -537],
  ])('gives %d^%d = %d exactly', (x, y, value) => {
    expect(power(x, y)).toBe(value);
  });
});

import { describe, expect, it } from 'vitest';
import { differenceOfProducts, exponential, logarithm, RandomStream } from '../../src/index.ts';
import { evaluateInLane, evaluatePairs, library, type Fill } from './library.ts';

const LANES = [0, 1] as const;

/** The value in both lanes, which have to agree. */
function valueOf(fill: Fill, x: number): number {
  const [first, second] = LANES.map((lane) => evaluateInLane(fill, lane, Float64Array.of(x), 0.5)[0]);
  expect(first).toBe(second);
  return first;
}

describe('special cases', () => {
  it.each([
    [0, 1],
    [-0, 1],
    [1, exponential(1)],
    [-708, exponential(-708)],
    [-708.0000000000001, 0],
    [-1e4, 0],
    [-Number.MAX_VALUE, 0],
    [-Infinity, 0],
    [NaN, NaN],
  ])('exponential of %d is %d', (x, expected) => {
    expect(valueOf(library.fillExponentials, x)).toBe(expected);
  });

  it.each([
    [1, 0],
    [2, Math.LN2],
    [2 ** -1022, logarithm(2 ** -1022)],
    [Number.MAX_VALUE, logarithm(Number.MAX_VALUE)],
  ])('logarithm of %d is %d', (x, expected) => {
    expect(valueOf(library.fillLogarithms, x)).toBe(expected);
  });

  it.each([
    [0, 0],
    [-0, -0],
    [6, 1],
    [-6, -1],
    [Number.MAX_VALUE, 1],
    [Infinity, 1],
    [-Infinity, -1],
    [NaN, NaN],
  ])('error function of %d is %d', (x, expected) => {
    expect(valueOf(library.fillErrorFunctions, x)).toBe(expected);
  });

  it.each([
    [0, 0],
    [-0, -0],
    [1e-300, 1e-300],
    [-5e-324, -5e-324],
    [0.5, Math.PI / 6],
    [1, Math.PI / 2],
    [-1, -Math.PI / 2],
    [1.0000000000000002, NaN],
    [-Infinity, NaN],
    [NaN, NaN],
  ])('arcsine of %d is %d', (x, expected) => {
    expect(valueOf(library.fillArcsines, x)).toBe(expected);
  });
});

describe('the bits of the functions in TypeScript', () => {
  const stream = RandomStream.fromKey('bits of the kernel');
  const sample = (draw: () => number) => Float64Array.from({ length: 40_000 }, draw);

  it.each([
    ['over the whole domain', () => 1417 * stream.uniform() - 708],
    ['for exponents of densities', () => -0.5 * (8 * stream.uniform()) ** 2],
    ['next to 0', () => stream.normal() * 2 ** (-60 * stream.uniform())],
  ])('are those of exponentials %s', (_, draw) => {
    const x = sample(draw);
    expect(evaluatePairs(library.fillExponentials, x)).toEqual(x.map(exponential));
  });

  it.each([
    ['over the whole domain', () => 2 ** Math.floor(2046 * stream.uniform() - 1022) * (1 + stream.uniform())],
    ['of uniforms', () => 1 - stream.uniform()],
    ['next to 1', () => 1 + stream.normal() * 2 ** (-50 * stream.uniform() - 4)],
    [
      'where the exponent steps',
      () => Math.SQRT1_2 * 2 ** Math.floor(9 * stream.uniform()) * (1 + 1e-6 * stream.normal()),
    ],
  ])('are those of logarithms %s', (_, draw) => {
    const x = sample(draw);
    expect(evaluatePairs(library.fillLogarithms, x)).toEqual(x.map(logarithm));
  });

  it.each([
    ['of unrelated numbers', () => [0, 0, 0, 0].map(() => stream.normal())],
    [
      'of determinants that nearly vanish',
      () => {
        const [a, c, scale] = [stream.normal(), stream.normal(), stream.normal()];
        return [a, c * scale, c, a * scale * (1 + 2e-16 * stream.normal())];
      },
    ],
    [
      'of products far apart',
      () => [0, 0, 0, 0].map(() => stream.normal() * 2 ** (400 * stream.uniform() - 200)),
    ],
    ['of zeros', () => [0, stream.normal(), -0, stream.normal()]],
  ])('are those of differences of products %s', (_, draw) => {
    const quadruples = Array.from({ length: 10_000 }, draw);
    const lanes = new Float64Array(4 * quadruples.length);
    // Operand by operand, with the two lanes side by side.
    quadruples.forEach((quadruple, index) =>
      quadruple.forEach((x, operand) => (lanes[8 * (index >> 1) + 2 * operand + (index & 1)] = x)),
    );
    const expected = quadruples.map(([a, b, c, d]) => differenceOfProducts(a, b, c, d));
    const results = evaluatePairs(library.fillDifferencesOfProducts, lanes, 4);
    expect(results).toEqual(Float64Array.from(expected));
  });
});

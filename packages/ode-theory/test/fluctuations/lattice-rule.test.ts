import { logLogRegression } from '@crossover/math-core';
import { expect, it } from 'vitest';
import { latticeGenerator, normalLattice } from '../../src/fluctuations/lattice-rule.ts';

it('each coordinate of the lattice takes every multiple of 1/N once, and no two coordinates are the same', () => {
  const generator = latticeGenerator(1024, 16);
  expect(new Set(generator).size).toBe(16);
  for (const component of generator) {
    const places = new Set(Array.from({ length: 1024 }, (_, j) => (j * component) % 1024));
    expect(places.size).toBe(1024);
  }
});

it('has a generator for more coordinates than there are odd numbers', () => {
  expect([...latticeGenerator(64, 40)].every((component) => component % 2 === 1)).toBe(true);
});

it.each([1, 1.2])(
  'weights have the mean 1 and nodes the covariance of normal variables, at the scale %d',
  (scale) => {
    const { nodes, weights } = normalLattice(16384, 5, 3, scale);
    const moment = (product: (z: Float64Array) => number) =>
      weights.reduce((sum, weight, j) => sum + weight * product(nodes.subarray(5 * j, 5 * j + 5)), 0) / 16384;
    expect(moment(() => 1)).toBeCloseTo(1, 12);
    for (let x = 0; x < 5; x++) {
      expect(Math.abs(moment((z) => z[x]))).toBeLessThan(2e-3);
      for (let y = 0; y <= x; y++) {
        expect(Math.abs(moment((z) => z[x] * z[y]) - (x === y ? 1 : 0))).toBeLessThan(5e-3);
      }
    }
  },
);

/*
 * E[exp(−|z|²/2)] = 2^{−n/2} and E[cos Σz] = exp(−n/2). Random points converge like N^−½; folded lattices like N^−2 up to
 * logarithms once N is large for the dimension. The order is fitted to root mean square errors over 16 shifts.
 */
it('converges faster than 1/N for smooth functions of three variables', () => {
  const functions: [(z: Float64Array) => number, number][] = [
    [(z) => Math.exp(-0.5 * z.reduce((sum, x) => sum + x * x, 0)), 2 ** -1.5],
    [(z) => Math.cos(z.reduce((sum, x) => sum + x, 0)), Math.exp(-1.5)],
  ];
  const sizes = [256, 512, 1024, 2048, 4096, 8192];
  for (const [f, exact] of functions) {
    const errors = sizes.map((points) => {
      let squares = 0;
      for (let shift = 0; shift < 16; shift++) {
        const { nodes } = normalLattice(points, 3, shift);
        let sum = 0;
        for (let j = 0; j < points; j++) sum += f(nodes.subarray(3 * j, 3 * j + 3));
        squares += (sum / points - exact) ** 2 / 16;
      }
      return Math.sqrt(squares);
    });
    const order = -logLogRegression(sizes, errors).slope;
    expect(order).toBeGreaterThan(1);
  }
});

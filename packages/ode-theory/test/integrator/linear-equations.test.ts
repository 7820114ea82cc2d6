import { RandomStream } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { LinearEquations } from '../../src/integrator/linear-equations.ts';
import { eliminate } from '../support/linear-system.ts';

const sizes = Array.from({ length: 17 }, (_, index) => index + 1);

function setMatrix(equations: LinearEquations, A: readonly (readonly number[])[]): void {
  A.forEach((row, r) => equations.matrix.set(row, r * equations.rowLength));
}

function randomSystem(n: number, scale: (row: number) => number) {
  const stream = RandomStream.fromKey(`linear-equations/${n}/${scale(1)}`);
  const A = Array.from({ length: n }, (_, row) =>
    Array.from({ length: n }, () => scale(row) * stream.normal()),
  );
  const b = Array.from({ length: n }, (_, row) => scale(row) * stream.normal());
  return { A, b };
}

describe('systems of linear equations in the kernel', () => {
  it.each(sizes)('are solved as by plain elimination, rows of any scale, n = %i', (n) => {
    for (const scale of [() => 1, (row: number) => 10 ** (row % 7)]) {
      const { A, b } = randomSystem(n, scale);
      const equations = new LinearEquations(n);
      setMatrix(equations, A);
      expect(equations.factorise()).toBe(true);
      const found = Float64Array.from(b);
      equations.solve(found);
      const { solution } = eliminate(A, b);
      const largest = Math.max(...solution.map(Math.abs));
      // The same pivots, sums in another order: n² roundings, magnified by a condition of some hundred.
      solution.forEach((x, index) => expect(Math.abs(found[index] - x)).toBeLessThan(1e-11 * largest));
      // The factors serve again.
      const again = Float64Array.from(b);
      equations.solve(again);
      expect(again).toEqual(found);
    }
  });

  it('need rows exchanged where a pivot is 0', () => {
    const equations = new LinearEquations(3);
    setMatrix(equations, [[0, 2, 0], [0, 0, 4], [8, 0, 0]]); // prettier-ignore
    expect(equations.factorise()).toBe(true);
    const x = Float64Array.of(2, 8, 24);
    equations.solve(x);
    expect(x).toEqual(Float64Array.of(3, 1, 2));
  });

  it('are refused when they are singular or no numbers', () => {
    for (const A of [
      [
        [1, 2],
        [2, 4],
      ],
      [
        [0, 0],
        [0, 1],
      ],
      [
        [NaN, 1],
        [1, 1],
      ],
      [
        [Infinity, 1],
        [1, 1],
      ],
    ]) {
      // prettier-ignore
      const equations = new LinearEquations(2);
      setMatrix(equations, A);
      expect(equations.factorise()).toBe(false);
    }
  });
});

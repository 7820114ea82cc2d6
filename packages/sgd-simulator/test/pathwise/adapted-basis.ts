import type { RandomStream } from '@crossover/math-core';
import { normals } from '../matrices.ts';
import { dot, minus, orthonormalised } from './explicit-weights.ts';

/**
 * The orthonormal directions E_B of R^d that the columns of B stand for, W/√d = A E_T + B E_B. They are carried along by
 * the two-sweep refactorisation written down for dense columns: every rotation acts on two columns and on
 * their two directions, so that Σ column ⊗ direction does not change.
 */
export class AdaptedBasis {
  readonly directions: Float64Array[];
  readonly #columns: Float64Array[];
  readonly #teacherDirections: readonly Float64Array[];
  readonly #stream: RandomStream;

  constructor(
    B: Float64Array,
    teacherDirections: readonly Float64Array[],
    directions: readonly Float64Array[],
    stream: RandomStream,
  ) {
    const p = directions.length;
    this.directions = [...directions];
    this.#columns = directions.map((_, j) => B.slice(j * p, (j + 1) * p));
    this.#teacherDirections = teacherDirections;
    this.#stream = stream;
  }

  /** B, by columns, as it must be now. */
  get B(): Float64Array {
    return Float64Array.from(this.#columns.flatMap((column) => Array.from(column)));
  }

  /** Takes in W/√d ← W/√d + c xᵀ, where x has the components z and, outside all directions, the rest. */
  update(c: Float64Array, z: Float64Array, rest: Float64Array, restLength: number): void {
    const p = this.directions.length;
    const last = p;
    const components = [...z, restLength];
    this.#columns.push(new Float64Array(p));
    this.directions.push(rest.map((entry) => (restLength > 0 ? entry / restLength : 0)));
    for (let j = p - 1; j >= 0; j--) {
      const [a, b] = [components[last], components[j]];
      this.#rotate(last, j, a, b);
      components[last] = Math.sqrt(a * a + b * b);
    }
    this.#columns[last] = minus(this.#columns[last], c, -components[last]);
    for (let j = 0; j < p; j++) this.#rotate(j, last, this.#columns[j][j], this.#columns[last][j]);
    this.#columns.pop();
    this.directions.pop();
    this.#renewFreeDirections();
  }

  /** Turns columns and directions first, second by the rotation that takes (a, b) to (√(a²+b²), 0). */
  #rotate(first: number, second: number, a: number, b: number): void {
    const norm = Math.sqrt(a * a + b * b);
    if (norm === 0) return;
    for (const vectors of [this.#columns, this.directions]) {
      const [x, y] = [vectors[first], vectors[second]];
      vectors[first] = x.map((entry, index) => (a * entry + b * y[index]) / norm);
      vectors[second] = y.map((entry, index) => (a * entry - b * x[index]) / norm);
    }
  }

  /** The direction of a vanishing column is free; with d = p + k it may have left R^d, so it is chosen anew. */
  #renewFreeDirections(): void {
    const free = this.#columns.map((column) => dot(column, column) === 0);
    const taken = [...this.#teacherDirections, ...this.directions.filter((_, j) => !free[j])];
    free.forEach((isFree, j) => {
      if (!isFree) return;
      this.directions[j] = orthonormalised(normals(this.directions[j].length, this.#stream), taken);
      taken.push(this.directions[j]);
    });
  }
}

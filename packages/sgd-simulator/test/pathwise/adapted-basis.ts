import { dot, orthonormalised } from './explicit-weights.ts';

/** What an input is made of outside the reference rows' directions. */
export interface Components {
  /** Along the directions of B's columns. */
  readonly z: number[];
  /** Along the rest directions of the step, which the samples of its batch open up one after the other. */
  readonly rest: number[];
}

/** An entry this small, beside others of order one, is a zero: which direction it points to means nothing. */
const ROUND_OFF = 1e-14;

/**
 * The orthonormal directions E_B of R^d that the columns of B stand for, W/√d = A E_T + B E_B. They are carried along by
 * rotations of two columns and their two directions at a time, so that Σ column ⊗ direction does not change, which bring
 * the columns back to a lower triangle with a diagonal ≥ 0; where B has full rank there is only one such B.
 */
export class AdaptedBasis {
  #directions: Float64Array[];
  #columns: number[][];
  readonly #referenceDirections: readonly Float64Array[];
  #restDirections: Float64Array[] = [];

  /** @param B by columns */
  constructor(
    B: Float64Array,
    referenceDirections: readonly Float64Array[],
    directions: readonly Float64Array[],
  ) {
    const p = directions.length;
    this.#directions = [...directions];
    this.#columns = directions.map((_, j) => Array.from(B.subarray(j * p, (j + 1) * p)));
    this.#referenceDirections = referenceDirections;
  }

  /** B, by columns, as it must be now. */
  get B(): Float64Array {
    return Float64Array.from(this.#columns.flat());
  }

  /** Takes a batch of inputs apart; as many rest directions as the batch needs and R^d has. */
  decompose(inputs: readonly Float64Array[]): Components[] {
    const known = [...this.#referenceDirections, ...this.#directions];
    const room = Math.min(inputs.length, inputs[0].length - known.length);
    this.#restDirections = [];
    for (const x of inputs.slice(0, room)) {
      this.#restDirections.push(orthonormalised(x, [...known, ...this.#restDirections]));
    }
    return inputs.map((x, s) => ({
      z: this.#directions.map((direction) => dot(x, direction)),
      rest: this.#restDirections.map((direction, j) => (j <= s ? dot(x, direction) : 0)),
    }));
  }

  /** Takes in W/√d ← κ W/√d + Σ_s c_s x_sᵀ for the batch taken apart last, `changes[s]` = c_s. */
  update(
    retention: number,
    changes: readonly (readonly number[])[],
    components: readonly Components[],
  ): void {
    const p = this.#columns.length;
    const moved = (column: readonly number[], weight: (sample: Components) => number) =>
      column.map((entry, i) =>
        components.reduce((sum, sample, s) => sum + changes[s][i] * weight(sample), retention * entry),
      );
    const none = new Array<number>(p).fill(0);
    this.#columns = [
      ...this.#columns.map((column, j) => moved(column, ({ z }) => z[j])),
      ...this.#restDirections.map((_, j) => moved(none, ({ rest }) => rest[j])),
    ];
    this.#directions = [...this.#directions, ...this.#restDirections];
    for (let j = 0; j < p; j++) {
      for (let other = j + 1; other < this.#columns.length; other++) this.#rotate(j, other);
      if (this.#columns[j][j] < 0) {
        this.#columns[j] = this.#columns[j].map((entry) => -entry);
        this.#directions[j] = this.#directions[j].map((entry) => -entry);
      }
    }
    this.#columns.length = p;
    this.#directions.length = p;
  }

  /** Turns columns and directions j, other so that entry j of column `other` vanishes. */
  #rotate(j: number, other: number): void {
    const [first, second] = [this.#columns[j], this.#columns[other]];
    const [a, b] = [first[j], second[j]];
    if (Math.abs(b) < ROUND_OFF) return;
    const norm = Math.sqrt(a * a + b * b);
    this.#columns[j] = first.map((entry, i) => (a * entry + b * second[i]) / norm);
    this.#columns[other] = second.map((entry, i) => (i === j ? 0 : (a * entry - b * first[i]) / norm));
    const [x, y] = [this.#directions[j], this.#directions[other]];
    this.#directions[j] = x.map((entry, i) => (a * entry + b * y[i]) / norm);
    this.#directions[other] = y.map((entry, i) => (a * entry - b * x[i]) / norm);
  }
}

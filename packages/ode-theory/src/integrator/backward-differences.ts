import { LARGEST_ORDER } from './numerical-differentiation.ts';

/** Differences up to order + 2 are kept: two more than the polynomial has, for the choice of the next order. */
export const DIFFERENCE_COUNT = LARGEST_ORDER + 3;

/** Backward differences ∇⁰y, ∇¹y, … of a solution at equal steps h, from its last point. */
export type BackwardDifferences = readonly Float64Array[];

/**
 * Writes the value of the polynomial of degree `order` at time t_n + s h into `target`:
 *
 *     y(s) = Σ_j ∇^j y_n · s (s + 1) ⋯ (s + j − 1)/j!
 */
export function evaluateDifferences(
  differences: BackwardDifferences,
  order: number,
  s: number,
  target: Float64Array,
): void {
  target.set(differences[0]);
  let weight = 1;
  for (let j = 1; j <= order; j++) {
    weight *= (s + j - 1) / j;
    const difference = differences[j];
    for (let x = 0; x < target.length; x++) target[x] += weight * difference[x];
  }
}

/** Differences of the rows of values y(0), y(−1), …, in place. */
export function takeDifferences(rows: BackwardDifferences, order: number): void {
  for (let level = 1; level <= order; level++) {
    for (let j = order; j >= level; j--) {
      const row = rows[j];
      const before = rows[j - 1];
      for (let x = 0; x < row.length; x++) row[x] = before[x] - row[x];
    }
  }
}

/**
 * Moves the differences from steps h to steps factor · h on the same polynomial: its values at the new points, differenced. The
 * m-th difference of the basis polynomial of degree j vanishes for j < m, so that each new row needs the old ones from itself on, and
 * they can be replaced in place.
 */
export function rescaleDifferences(
  differences: BackwardDifferences,
  order: number,
  factor: number,
  scratch: Float64Array,
): void {
  const [first] = differences;
  for (let m = 1; m <= order; m++) {
    scratch.fill(0);
    for (let j = m; j <= order; j++) {
      const weight = differenceOfBasis(m, j, factor);
      const difference = differences[j];
      for (let x = 0; x < first.length; x++) scratch[x] += weight * difference[x];
    }
    differences[m].set(scratch);
  }
}

/** Σ_i (−1)^i C(m, i) N_j(−i · factor) with N_j(s) = s (s + 1) ⋯ (s + j − 1)/j!. */
function differenceOfBasis(m: number, j: number, factor: number): number {
  let sum = 0;
  let binomial = 1;
  for (let i = 1; i <= m; i++) {
    binomial *= -(m - i + 1) / i;
    let basis = 1;
    for (let l = 1; l <= j; l++) basis *= (l - 1 - i * factor) / l;
    sum += binomial * basis;
  }
  return sum;
}

import { divide, multiply, subtract, type DoubleDouble } from '../compensated-arithmetic/double-double.ts';

/** The inverse of a 4 × 4 covariance, row-major, and the covariance's determinant. */
export interface InverseOfFour {
  readonly inverse: Float64Array;
  readonly determinant: number;
}

/** The least variance that a field keeps given the others, relative to its own: nothing against the rounding of overlaps. */
const LEAST = 1e-20;
const ROUND_OFF = 1e-10;
const ZERO: DoubleDouble = { high: 0, low: 0 };
const ONE: DoubleDouble = { high: 1, low: 0 };

/**
 * C⁻¹ = Mᵀ D⁻¹ M from the factors of C = L D Lᵀ, M = L⁻¹, with the largest remaining variance as the next pivot, in
 * double-double arithmetic: its entries are right to 1e-15 of √(K_ss K_tt), however nearly dependent the fields are.
 *
 * A pivot that is not above 1e-20 of the field's variance becomes that, so that fields which are exactly dependent, or beyond
 * it by rounding, have an inverse too: that of a covariance close by. Half-plane averages of distinct fields change as little.
 * NaN where C is no covariance.
 */
export function inverseOfFour(C: ArrayLike<number>): InverseOfFour {
  const order = [0, 1, 2, 3];
  const rest = Array.from({ length: 16 }, (_, index): DoubleDouble => ({ high: C[index], low: 0 }));
  const M = Array.from({ length: 16 }, (_, index) => (index % 5 === 0 ? ONE : ZERO));
  const inverse = new Float64Array(16);
  let determinant = 1;
  for (let step = 0; step < 4; step++) {
    bringLargestForward(order, rest, C, step);
    const q = order[step];
    const pivot = acceptable(rest[5 * q], C[5 * q]);
    determinant *= pivot.high;
    // Row q of M is complete: it has been reduced by the fields before.
    for (let s = 0; s < 4; s++) {
      for (let t = 0; t <= s; t++) {
        inverse[4 * s + t] += (M[4 * q + s].high * M[4 * q + t].high) / pivot.high;
        inverse[4 * t + s] = inverse[4 * s + t];
      }
    }
    const remaining = order.slice(step + 1);
    for (const x of remaining) {
      rest[4 * q + x] = withinBounds(rest[4 * q + x], pivot, acceptable(rest[5 * x], C[5 * x]));
    }
    for (const x of remaining) {
      const factor = divide(rest[4 * q + x], pivot);
      for (let s = 0; s < 4; s++) M[4 * x + s] = subtract(M[4 * x + s], multiply(factor, M[4 * q + s]));
      for (const y of remaining) {
        rest[4 * x + y] = subtract(rest[4 * x + y], multiply(factor, rest[4 * q + y]));
      }
    }
  }
  return { inverse, determinant };
}

function bringLargestForward(
  order: number[],
  rest: readonly DoubleDouble[],
  C: ArrayLike<number>,
  step: number,
): void {
  for (let place = step + 1; place < 4; place++) {
    const [x, y] = [order[step], order[place]];
    if (rest[5 * y].high * C[5 * x] > rest[5 * x].high * C[5 * y]) [order[step], order[place]] = [y, x];
  }
}

function acceptable(pivot: DoubleDouble, variance: number): DoubleDouble {
  if (pivot.high >= LEAST * variance) return pivot;
  return { high: pivot.high >= -ROUND_OFF * variance ? LEAST * variance : NaN, low: 0 };
}

/** A covariance beyond √(C_xx C_yy) by rounding becomes that. */
function withinBounds(covariance: DoubleDouble, first: DoubleDouble, second: DoubleDouble): DoubleDouble {
  const square = first.high * second.high;
  if (!(covariance.high * covariance.high > square)) return covariance;
  return { high: covariance.high < 0 ? -Math.sqrt(square) : Math.sqrt(square), low: 0 };
}

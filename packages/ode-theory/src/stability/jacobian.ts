import type { VectorField } from '../integrator/initial-step.ts';

/** Writes the Jacobian of a field at a state into `target`, row-major: row x, column y is ∂f_x/∂y. */
export type JacobianEvaluator = (state: Float64Array, target: Float64Array) => void;

/**
 * The first step tried, per unit of max(1, |entry|). Truncation falls like h⁶, rounding rises like 1/h, and for
 * erf averages, whose singularities stay at distances of about ½ and more, both are near 1e-13 here.
 */
const FIRST_STEP = 2 ** -9;
const MOST_HALVINGS = 24;
/** Truncation error that ends the halving, relative to the largest entry of the column. */
const TOLERANCE = 1e-12;
/** Rounding error of a difference quotient in units of |f| / h. */
const ROUNDING = 2 * Number.EPSILON;
/** f′ ≈ Σ_m w_m f_m / 12h at offsets m = 0 … 4, fourth order. */
const ONE_SIDED = [-25, 48, -36, 16, -3];
/** Its steps: fields that are differentiable but no more at the edge of their domain want very short ones. */
const SHORTENING = 1 / 16;
const MOST_SHORTENINGS = 8;

/**
 * The Jacobian ∂f_x/∂y of a vector field, row-major (row x, column y), from values of the field alone.
 *
 * A column is the six-point central difference [45 (f₁ − f₋₁) − 9 (f₂ − f₋₂) + (f₃ − f₋₃)] / 60h with the step
 * h = 2⁻⁹ max(1, |entry|), halved while the truncation error, estimated from the same values, is above 1e-12 of
 * the column's largest entry and above rounding. What remains is about 1e-12 of the column's largest entry, or
 * 2⁻⁵¹ |f_x| / h (2e-13 |f_x| for entries of order 1) where that is more.
 *
 * For erf, states on the boundary of the positive semidefinite cone are no exception: the averages continue
 * analytically beyond it. Where shifted states have no value (entries NaN or infinite) however short the step, a
 * column is a one-sided difference of fourth order, right to about 1e-9, or to 1e-5 for ReLU, whose averages have a term D^{3/2}
 * in a determinant D that vanishes there; where there is no value on either side, it is NaN. `field` must not throw
 * outside its domain: give it as `uncheckedRightHandSide`.
 */
export function jacobian(
  field: VectorField,
  state: Float64Array,
  target = new Float64Array(state.length * state.length),
): Float64Array {
  createJacobian(field, state.length)(state, target);
  return target;
}

/** `jacobian` with its buffers made once: evaluating it allocates nothing. */
export function createJacobian(field: VectorField, dimension: number): JacobianEvaluator {
  const shifted = new Float64Array(dimension);
  const values = Array.from({ length: 6 }, () => new Float64Array(dimension));
  const [plus1, minus1, plus2, minus2, plus3, minus3] = values;
  const column = new Float64Array(dimension);

  /** f with entry y moved to `value`; says whether all of it is finite. */
  const evaluate = (y: number, value: number, into: Float64Array): boolean => {
    shifted[y] = value;
    field(shifted, into);
    for (let x = 0; x < dimension; x++) {
      if (!Number.isFinite(into[x])) return false;
    }
    return true;
  };

  const evaluateAround = (y: number, entry: number, h: number): boolean => {
    for (let m = 1; m <= 3; m++) {
      if (!evaluate(y, entry + m * h, values[2 * m - 2])) return false;
      if (!evaluate(y, entry - m * h, values[2 * m - 1])) return false;
    }
    return true;
  };

  /**
   * The difference of order six into `column`; returns by how much truncation exceeds rounding, 0 when negligible. Successive
   * orders differ by a factor (h / distance of the nearest singularity)², which the orders two, four and six show.
   */
  const centralDifference = (h: number): number => {
    let size = 0;
    let excess = 0;
    for (let x = 0; x < dimension; x++) {
      const d1 = plus1[x] - minus1[x];
      const d2 = plus2[x] - minus2[x];
      const d3 = plus3[x] - minus3[x];
      const fourth = (8 * d1 - d2) / (12 * h);
      column[x] = (45 * d1 - 9 * d2 + d3) / (60 * h);
      const before = Math.abs(fourth - d1 / (2 * h));
      const last = Math.abs(column[x] - fourth);
      const truncation = last < before ? (last * last) / before : last;
      const rounding = (ROUNDING * Math.max(Math.abs(plus3[x]), Math.abs(minus3[x]))) / h;
      excess = Math.max(excess, truncation - rounding);
      size = Math.max(size, Math.abs(column[x]));
    }
    return excess <= TOLERANCE * size ? 0 : excess;
  };

  const store = (y: number, target: Float64Array): void => {
    for (let x = 0; x < dimension; x++) target[x * dimension + y] = column[x];
  };

  const centralColumn = (y: number, entry: number, firstStep: number, target: Float64Array): boolean => {
    let smallest = Infinity;
    for (let halving = 0, h = firstStep; halving <= MOST_HALVINGS && smallest > 0; halving++, h *= 0.5) {
      if (!evaluateAround(y, entry, h)) continue;
      const error = centralDifference(h);
      if (error >= smallest) continue;
      smallest = error;
      store(y, target);
    }
    return smallest < Infinity;
  };

  /** The one-sided difference of step h into `column`; says whether it is finite. */
  const oneSidedDifference = (y: number, entry: number, h: number): boolean => {
    column.fill(0);
    for (let m = 0; m < ONE_SIDED.length; m++) {
      if (!evaluate(y, entry + m * h, plus1)) return false;
      for (let x = 0; x < dimension; x++) column[x] += (ONE_SIDED[m] * plus1[x]) / (12 * h);
    }
    return true;
  };

  /** Of the steps that have a value, the one after which a shorter one changes least. */
  const oneSidedColumn = (y: number, entry: number, firstStep: number, target: Float64Array): void => {
    const previous = minus1.fill(NaN);
    let smallest = Infinity;
    let side = 0;
    for (let shortening = 0, h = firstStep; shortening <= MOST_SHORTENINGS; shortening++, h *= SHORTENING) {
      const isForward = side >= 0 && oneSidedDifference(y, entry, h);
      if (!isForward && !(side <= 0 && oneSidedDifference(y, entry, -h))) continue;
      if (side === 0) store(y, target);
      side = isForward ? 1 : -1;
      let change = 0;
      for (let x = 0; x < dimension; x++) change = Math.max(change, Math.abs(column[x] - previous[x]));
      if (change < smallest) {
        smallest = change;
        store(y, target);
      }
      previous.set(column);
    }
    if (side !== 0) return;
    column.fill(NaN);
    store(y, target);
  };

  return (state, target) => {
    for (let y = 0; y < dimension; y++) {
      shifted.set(state);
      const firstStep = FIRST_STEP * Math.max(1, Math.abs(state[y]));
      if (!centralColumn(y, state[y], firstStep, target)) oneSidedColumn(y, state[y], firstStep, target);
    }
  };
}

import {
  angleGiven,
  at,
  corner,
  determinant,
  determinantOfThree,
  has,
  lowest,
  minor,
  only,
  orthant,
  orthantGiven,
  variance,
  without,
} from './field-covariance';

const PI: f64 = 3.141592653589793;
const TWO_PI: f64 = 6.283185307179586;
const FOUR_PI: f64 = 12.566370614359172;
const SQRT_TWO_PI: f64 = 2.5066282746310002;

/*
 * Moments of fields over the orthant where a set S of at most two of them is positive, and where λ_b is positive too, as
 * math-core's functions of these names (Tallis, J. R. Stat. Soc. B 23, 223 (1961)). No two of S and b are multiples of each
 * other; λ_e is any field.
 */

/** E[λ_b⁺ 1_S] */
export function meanPositivePart(C: usize, S: i32, b: i32): f64 {
  let sum = Math.sqrt(variance(C, b)) * orthantGiven(C, S, b);
  for (let q = 0; q < 4; q++) {
    if (!has(S, q)) continue;
    sum += (at(C, b, q) / Math.sqrt(variance(C, q))) * orthantGiven(C, without(S, q) | only(b), q);
  }
  return sum / SQRT_TWO_PI;
}

/** E[λ_b λ_e 1_S] for S of one or two fields. */
export function meanProduct(C: usize, S: i32, b: i32, e: i32): f64 {
  const q = lowest(S);
  const rest = without(S, q);
  if (rest == 0) return 0.5 * at(C, b, e);
  return at(C, b, e) * orthant(C, S) + corner(C, q, lowest(rest), b, e) / TWO_PI;
}

/** E[λ_b⁺ λ_e 1_S] */
export function meanPositivePartTimesField(C: usize, S: i32, b: i32, e: i32): f64 {
  let edges: f64 = 0;
  for (let q = 0; q < 4; q++) {
    if (!has(S, q)) continue;
    const root = Math.sqrt(determinant(C, b, q));
    const rest = without(S, q);
    const edge = rest == 0 ? 2 * root : root + minor(C, b, lowest(rest), q) / Math.sqrt(determinant(C, q, lowest(rest)));
    edges += (at(C, e, q) / variance(C, q)) * edge;
  }
  return at(C, b, e) * orthant(C, S | only(b)) + edges / FOUR_PI;
}

/** E[λ_b⁺ λ_e² 1_S] */
export function meanPositivePartTimesSquare(C: usize, S: i32, b: i32, e: i32): f64 {
  const eb = at(C, e, b);
  let sum = (eb * eb * orthantGiven(C, S, b)) / Math.sqrt(variance(C, b));
  for (let q = 0; q < 4; q++) {
    if (!has(S, q)) continue;
    const eq = at(C, e, q);
    const weight = eq * (2 * eb - (eq * at(C, b, q)) / variance(C, q));
    sum += (weight * orthantGiven(C, without(S, q) | only(b), q)) / Math.sqrt(variance(C, q));
  }
  if (popcnt(S) == 2) {
    const q = lowest(S);
    const r = lowest(without(S, q));
    const remaining = determinantOfThree(C, q, r, b) / determinant(C, q, r);
    sum += (Math.sqrt(remaining) * corner(C, q, r, e, e)) / TWO_PI;
  }
  return variance(C, e) * meanPositivePart(C, S, b) + sum / SQRT_TWO_PI;
}

/** E[λ_b² λ_e² 1_S] for S of one or two fields. */
export function meanProductOfSquares(C: usize, S: i32, b: i32, e: i32): f64 {
  const eb = at(C, e, b);
  let sum = variance(C, e) * meanProduct(C, S, b, b) + 2 * eb * eb * orthant(C, S);
  if (popcnt(S) == 1) return sum;
  const i = lowest(S);
  const j = lowest(without(S, i));
  const D = determinant(C, i, j);
  sum += (corner(C, i, j, e, e) * determinantOfThree(C, i, j, b)) / (D * TWO_PI);
  return sum + edgeOfSquares(C, i, j, b, e, D) + edgeOfSquares(C, j, i, b, e, D);
}

function edgeOfSquares(C: usize, q: i32, r: i32, b: i32, e: i32, D: f64): f64 {
  const eq = at(C, e, q);
  const weight = eq * (2 * at(C, e, b) - (eq * at(C, b, q)) / variance(C, q));
  return (weight * minor(C, b, r, q)) / (PI * variance(C, q) * Math.sqrt(D));
}

/** E[λ_b⁺ 1_S sign λ_e], λ_e no multiple of λ_b or of a field of S. */
export function meanPositivePartTimesSign(C: usize, S: i32, b: i32, e: i32): f64 {
  const all = S | only(b);
  let sum = (2 * at(C, b, e) * orthantGiven(C, all, e)) / Math.sqrt(variance(C, e));
  for (let q = 0; q < 4; q++) {
    if (!has(all, q)) continue;
    const rest = without(all, q);
    // One slope is ½ + ½ sign λ: of the product with sign λ_e the even part remains.
    if (rest == 0) continue;
    let angles: f64 = 0;
    for (let r = 0; r < 4; r++) if (has(rest, r)) angles += angleGiven(C, r, e, q);
    sum += (at(C, b, q) * angles) / (<f64>popcnt(rest) * PI * Math.sqrt(variance(C, q)));
  }
  return sum / SQRT_TWO_PI;
}

import type { FieldCovariance } from './field-covariance.ts';

const PI = 3.141592653589793;
const TWO_PI = 6.283185307179586;
const FOUR_PI = 12.566370614359172;
const SQRT_TWO_PI = 2.5066282746310002;

/**
 * Moments of fields over the orthant where a set S of at most two of them is positive, and where λ_b is positive too (the
 * derivatives that Stein's lemma takes of the half planes are δ functions: Tallis, J. R. Stat. Soc. B 23, 223 (1961)). No two of
 * S and b are multiples of each other; λ_e is any field. p_q = 1/√(2πC_qq) is the density of λ_q at 0.
 */
type Fields = readonly number[];

/** P(S > 0) */
export function orthant(C: FieldCovariance, S: Fields): number {
  if (S.length === 2) return C.orthantOfTwo(S[0], S[1]);
  return S.length === 1 ? 0.5 : C.orthantOfThree(S[0], S[1], S[2]);
}

/** P(S > 0 | λ_q = 0) */
export function orthantGiven(C: FieldCovariance, S: Fields, q: number): number {
  if (S.length === 2) return C.orthantOfTwoGiven(S[0], S[1], q);
  if (S.length === 3) return C.orthantOfThreeGiven(S[0], S[1], S[2], q);
  return S.length === 1 ? 0.5 : 1;
}

/** E[λ_b⁺ 1_S] = Σ_q C_bq p_q P(the others | λ_q = 0) over q in S and b. */
export function meanPositivePart(C: FieldCovariance, S: Fields, b: number): number {
  let sum = Math.sqrt(C.variance(b)) * orthantGiven(C, S, b);
  for (const q of S) {
    sum += (C.at(b, q) / Math.sqrt(C.variance(q))) * orthantGiven(C, [...others(S, q), b], q);
  }
  return sum / SQRT_TWO_PI;
}

/** E[λ_b λ_e 1_S] for S of one or two fields. */
export function meanProduct(C: FieldCovariance, S: Fields, b: number, e: number): number {
  if (S.length === 1) return 0.5 * C.at(b, e);
  return C.at(b, e) * orthant(C, S) + C.corner(S[0], S[1], b, e) / TWO_PI;
}

/** E[λ_b⁺ λ_e 1_S] = C_be P(S, b) + Σ_{q in S} C_eq p_q E[λ_b⁺ 1_{S∖q} | λ_q = 0]. */
export function meanPositivePartTimesField(C: FieldCovariance, S: Fields, b: number, e: number): number {
  let edges = 0;
  for (const q of S) {
    const root = Math.sqrt(C.determinant(b, q));
    let edge = 2 * root;
    for (const r of others(S, q)) edge = root + C.minor(b, r, q) / Math.sqrt(C.determinant(q, r));
    edges += (C.at(e, q) / C.variance(q)) * edge;
  }
  return C.at(b, e) * orthant(C, [...S, b]) + edges / FOUR_PI;
}

/**
 * E[λ_b⁺ λ_e² 1_S] = C_ee G + Σ_xy C_ex C_ey E[∂_x ∂_y λ_b⁺ 1_S] for G = E[λ_b⁺ 1_S]: the second derivatives are averages on
 * λ_b = 0, on each λ_q = 0, and on the line where two of S are 0.
 */
export function meanPositivePartTimesSquare(C: FieldCovariance, S: Fields, b: number, e: number): number {
  const eb = C.at(e, b);
  let sum = (eb * eb * orthantGiven(C, S, b)) / Math.sqrt(C.variance(b));
  for (const q of S) {
    const eq = C.at(e, q);
    const weight = eq * (2 * eb - (eq * C.at(b, q)) / C.variance(q));
    sum += (weight * orthantGiven(C, [...others(S, q), b], q)) / Math.sqrt(C.variance(q));
  }
  if (S.length === 2) {
    const [q, r] = S;
    const remaining = C.determinantOfThree(q, r, b) / C.determinant(q, r);
    sum += (Math.sqrt(remaining) * C.corner(q, r, e, e)) / TWO_PI;
  }
  return C.variance(e) * meanPositivePart(C, S, b) + sum / SQRT_TWO_PI;
}

/** E[λ_b² λ_e² 1_S] for S of one or two fields, in the same way. */
export function meanProductOfSquares(C: FieldCovariance, S: Fields, b: number, e: number): number {
  const eb = C.at(e, b);
  let sum = C.variance(e) * meanProduct(C, S, b, b) + 2 * eb * eb * orthant(C, S);
  if (S.length === 1) return sum;
  const [i, j] = S;
  const determinant = C.determinant(i, j);
  sum += (C.corner(i, j, e, e) * C.determinantOfThree(i, j, b)) / (determinant * TWO_PI);
  for (const [q, r] of [S, [j, i]]) {
    const eq = C.at(e, q);
    const weight = eq * (2 * eb - (eq * C.at(b, q)) / C.variance(q));
    sum += (weight * C.minor(b, r, q)) / (PI * C.variance(q) * Math.sqrt(determinant));
  }
  return sum;
}

/** E[λ_b⁺ 1_S sign λ_e], λ_e no multiple of λ_b or of a field of S. */
export function meanPositivePartTimesSign(C: FieldCovariance, S: Fields, b: number, e: number): number {
  let sum = (2 * C.at(b, e) * orthantGiven(C, [...S, b], e)) / Math.sqrt(C.variance(e));
  for (const q of [...S, b]) {
    const rest = others([...S, b], q);
    // One slope is ½ + ½ sign λ: of the product with sign λ_e the even part remains.
    let angles = 0;
    for (const r of rest) angles += C.angleGiven(r, e, q);
    sum += (C.at(b, q) * angles) / (rest.length * PI * Math.sqrt(C.variance(q)) || Infinity);
  }
  return sum / SQRT_TWO_PI;
}

function others(S: Fields, q: number): Fields {
  return S.filter((r) => r !== q);
}

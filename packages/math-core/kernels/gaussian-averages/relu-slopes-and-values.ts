import { ERF, HERMITE2, LINEAR, QUADRATIC, RELU, SIGN } from '../activations/activation';
import { angle, at, corner, determinant, has, only, orthant, relation, variance, without } from './field-covariance';
import { angleGivenTwo, averageOfFourSigns, prepareSigns, signsAverage } from './four-signs';
import {
  meanPositivePart,
  meanPositivePartTimesField,
  meanPositivePartTimesSign,
  meanPositivePartTimesSquare,
  meanProduct,
  meanProductOfSquares,
} from './orthant-moments';

const PI: f64 = 3.141592653589793;
const TWO_PI: f64 = 6.283185307179586;
const TWO_OVER_PI: f64 = 0.6366197723675814;

/** The places of the fields in C. */
export const I: i32 = 0;
export const J: i32 = 1;
export const B: i32 = 2;
export const E: i32 = 3;

/** No orthant: its fields are never positive together. */
export const NEVER: i32 = -1;

/** C with noise in some of its fields, 16 doubles. */
const noisy: usize = memory.data(128, 16);

/**
 * E[1(λ_i > 0) 1(λ_j > 0) σ_b(λ_b) σ_e(λ_e)] for activations of which at least one is a ReLU or which are the same, as math-core's
 * `reluSlopesValues`: moments over orthants.
 */
export function reluSlopesValues(b: i32, e: i32, C: usize): f64 {
  const S = positiveSlopes(C);
  return S == NEVER ? 0 : product(C, S, b, B, e, E);
}

/** The distinct ones of λ_i and λ_j. */
export function positiveSlopes(C: usize): i32 {
  if (variance(C, I) == 0 || variance(C, J) == 0) return NEVER;
  const related = relation(C, I, J);
  if (related < 0) return NEVER;
  return related > 0 ? only(I) : only(I) | only(J);
}

/** E[1_S σ(λ_b) τ(λ_e)] */
function product(C: usize, S: i32, sigma: i32, b: i32, tau: i32, e: i32): f64 {
  if (tau == RELU && sigma != RELU) return product(C, S, tau, e, sigma, b);
  if (tau == HERMITE2) return product(C, S, sigma, b, QUADRATIC, e) - meanInOrthant(C, S, sigma, b);
  if (sigma == HERMITE2) return product(C, S, QUADRATIC, b, tau, e) - meanInOrthant(C, S, tau, e);
  if (variance(C, b) == 0 || variance(C, e) == 0) return 0;
  if (sigma == RELU) return positivePartTimes(C, S, b, tau, e);
  if (sigma == LINEAR) return meanProduct(C, S, b, e);
  if (sigma == QUADRATIC) return meanProductOfSquares(C, S, b, e);
  return productOfSigns(sigma == SIGN ? C : withNoise(C, only(b) | only(e)), S);
}

/** E[1_S σ(λ_b)] of a ReLU, z² or z² − 1. */
export function meanInOrthant(C: usize, S: i32, sigma: i32, b: i32): f64 {
  if (sigma == RELU) {
    const slopes = withoutMultiples(C, S, b);
    return slopes == NEVER ? 0 : meanPositivePart(C, slopes, b);
  }
  return meanProduct(C, S, b, b) - (sigma == HERMITE2 ? orthant(C, S) : 0);
}

/** E[1_S λ_b⁺ τ(λ_e)] */
function positivePartTimes(C: usize, S: i32, b: i32, tau: i32, e: i32): f64 {
  const slopes = withoutMultiples(C, S, b);
  if (slopes == NEVER) return 0;
  if (tau == LINEAR) return meanPositivePartTimesField(C, slopes, b, e);
  if (tau == QUADRATIC) return meanPositivePartTimesSquare(C, slopes, b, e);
  if (tau == ERF) return positivePartTimes(withNoise(C, only(e)), S, b, SIGN, e);
  const sign = knownSign(C, slopes | only(b), e);
  if (tau == SIGN) {
    if (sign == 0) return meanPositivePartTimesSign(C, slopes, b, e);
    return <f64>sign * meanPositivePart(C, slopes, b);
  }
  if (sign < 0) return 0;
  if (sign > 0) return meanPositivePartTimesField(C, slopes, b, e);
  return popcnt(slopes) == 2 ? positivePartsOfFour(C) : meanPositivePartTimesField(C, slopes | only(e), b, e);
}

/** E[1_i 1_j λ_b⁺ λ_e⁺] of four distinct fields. */
function positivePartsOfFour(C: usize): f64 {
  prepareSigns(C);
  let angles: f64 = 0;
  for (let q = 0; q < 4; q++) for (let r = 0; r < q; r++) angles += angle(C, q, r);
  const all = (1 + TWO_OVER_PI * angles + signsAverage()) / 16;
  const atCorner = corner(C, I, J, B, E) * (0.25 + angleGivenTwo(B, E, I, J) / TWO_PI);
  return at(C, B, E) * all + (edge(C, B, E, I, J) + slope(C, I, J) + slope(C, J, I) + atCorner) / TWO_PI;
}

function edge(C: usize, q: i32, r: i32, s: i32, t: i32): f64 {
  return Math.sqrt(determinant(C, q, r)) * (0.25 + angleGivenTwo(s, t, q, r) / TWO_PI);
}

function slope(C: usize, i: i32, j: i32): f64 {
  return (at(C, E, i) * edge(C, B, i, j, E) + at(C, B, i) * edge(C, E, i, j, B)) / variance(C, i);
}

/** E[1_S sign λ_b sign λ_e]: a slope is ½ + ½ sign λ, and odd products have no mean. */
function productOfSigns(C: usize, S: i32): f64 {
  if (popcnt(S) == 1) return angle(C, B, E) / PI;
  return 0.25 * (TWO_OVER_PI * angle(C, B, E) + averageOfFourSigns(C));
}

/** S without positive multiples of λ_b. */
export function withoutMultiples(C: usize, S: i32, b: i32): i32 {
  let left = S;
  for (let q = 0; q < 4; q++) {
    if (!has(S, q)) continue;
    const related = relation(C, q, b);
    if (related < 0) return NEVER;
    if (related > 0) left = without(left, q);
  }
  return left;
}

/** The sign of λ_e where it is a multiple of one of the positive fields, else 0. */
function knownSign(C: usize, positive: i32, e: i32): i32 {
  for (let q = 0; q < 4; q++) {
    if (!has(positive, q)) continue;
    const related = relation(C, q, e);
    if (related != 0) return related;
  }
  return 0;
}

/** The covariance after independent noise of variance 1 has been added to some of the fields; good until the next call. */
export function withNoise(C: usize, fields: i32): usize {
  memory.copy(noisy, C, 128);
  for (let x = 0; x < 4; x++) {
    if (has(fields, x)) store<f64>(noisy + <usize>(40 * x), variance(C, x) + 1);
  }
  return noisy;
}

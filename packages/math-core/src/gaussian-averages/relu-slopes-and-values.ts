import type { TeacherActivationName } from '../activations/activation.ts';
import { InvalidArgumentError } from '../errors.ts';
import { FieldCovariance } from './field-covariance.ts';
import { averageOfFourSigns, FourSigns } from './four-signs.ts';
import {
  meanPositivePart,
  meanPositivePartTimesField,
  meanPositivePartTimesSign,
  meanPositivePartTimesSquare,
  meanProduct,
  meanProductOfSquares,
  orthant,
} from './orthant-moments.ts';

const PI = 3.141592653589793;
const TWO_PI = 6.283185307179586;
const TWO_OVER_PI = 0.6366197723675814;

/** The places of the fields in C. */
const I = 0;
const J = 1;
const B = 2;
const E = 3;

/**
 * E[1(λ_i > 0) 1(λ_j > 0) σ_b(λ_b) σ_e(λ_e)], the average I4 of a student of ReLUs, as moments over orthants. At least one of
 * σ_b and σ_e is a ReLU, or they are equal up to the constant of z² − 1. erf(λ/√2) is the mean of sign(λ + ξ), ξ ~ N(0, 1).
 *
 * @param entries covariance of (λ_i, λ_j, λ_b, λ_e), 4 × 4, row-major, symmetric
 */
export function reluSlopesValues(
  b: TeacherActivationName,
  e: TeacherActivationName,
  entries: ArrayLike<number>,
): number {
  const C = new FieldCovariance(entries);
  const S = positiveSlopes(C);
  return S === null ? 0 : product(C, S, b, B, e, E);
}

/** The distinct ones of λ_i and λ_j; null where they are never positive together. */
export function positiveSlopes(C: FieldCovariance): readonly number[] | null {
  if (C.variance(I) === 0 || C.variance(J) === 0) return null;
  const relation = C.relation(I, J);
  if (relation < 0) return null;
  return relation > 0 ? [I] : [I, J];
}

/** E[1_S σ(λ_b) τ(λ_e)] */
function product(
  C: FieldCovariance,
  S: readonly number[],
  sigma: TeacherActivationName,
  b: number,
  tau: TeacherActivationName,
  e: number,
): number {
  if (tau === 'relu' && sigma !== 'relu') return product(C, S, tau, e, sigma, b);
  if (tau === 'hermite2') return product(C, S, sigma, b, 'quadratic', e) - meanInOrthant(C, S, sigma, b);
  if (sigma === 'hermite2') return product(C, S, 'quadratic', b, tau, e) - meanInOrthant(C, S, tau, e);
  if (C.variance(b) === 0 || C.variance(e) === 0) return 0;
  if (sigma === 'relu') return positivePartTimes(C, S, b, tau, e);
  if (sigma !== tau) {
    throw new InvalidArgumentError(
      `A student of ReLUs was paired with ${sigma} and ${tau}; teachers have one activation, so that one of the two must be ` +
        'a ReLU or both the same.',
    );
  }
  switch (sigma) {
    case 'linear':
      return meanProduct(C, S, b, e);
    case 'quadratic':
      return meanProductOfSquares(C, S, b, e);
    case 'sign':
      return productOfSigns(C, S);
    case 'erf':
      return productOfSigns(withNoise(C, [b, e]), S);
  }
}

/** E[1_S σ(λ_b)] of a ReLU, z² or z² − 1. */
export function meanInOrthant(
  C: FieldCovariance,
  S: readonly number[],
  sigma: TeacherActivationName,
  b: number,
): number {
  if (sigma === 'relu') {
    const without = withoutMultiples(C, S, b);
    return without === null ? 0 : meanPositivePart(C, without, b);
  }
  return meanProduct(C, S, b, b) - (sigma === 'hermite2' ? orthant(C, S) : 0);
}

/** E[1_S λ_b⁺ τ(λ_e)] */
function positivePartTimes(
  C: FieldCovariance,
  S: readonly number[],
  b: number,
  tau: TeacherActivationName,
  e: number,
): number {
  const slopes = withoutMultiples(C, S, b);
  if (slopes === null) return 0;
  switch (tau) {
    case 'linear':
      return meanPositivePartTimesField(C, slopes, b, e);
    case 'quadratic':
    case 'hermite2':
      return meanPositivePartTimesSquare(C, slopes, b, e);
    case 'erf':
      return positivePartTimes(withNoise(C, [e]), S, b, 'sign', e);
    case 'sign': {
      const sign = knownSign(C, [...slopes, b], e);
      return sign === 0 ? meanPositivePartTimesSign(C, slopes, b, e) : sign * meanPositivePart(C, slopes, b);
    }
    case 'relu': {
      const sign = knownSign(C, [...slopes, b], e);
      if (sign < 0) return 0;
      if (sign > 0) return meanPositivePartTimesField(C, slopes, b, e);
      return slopes.length === 2
        ? positivePartsOfFour(C)
        : meanPositivePartTimesField(C, [...slopes, e], b, e);
    }
  }
}

/**
 * E[1_i 1_j λ_b⁺ λ_e⁺] of four distinct fields: C_be P(all > 0) and, for each pair that is 0, the density there times the
 * probability that the two others are positive. With the terms of Tallis' formula collected by pairs, each has one angle.
 */
function positivePartsOfFour(C: FieldCovariance): number {
  const signs = new FourSigns(C);
  let angles = 0;
  for (let q = 0; q < 4; q++) for (let r = 0; r < q; r++) angles += C.angle(q, r);
  const all = (1 + TWO_OVER_PI * angles + signs.average()) / 16;
  const edge = (q: number, r: number, s: number, t: number) =>
    Math.sqrt(C.determinant(q, r)) * (0.25 + signs.angleGiven(s, t, q, r) / TWO_PI);
  const slope = (i: number, j: number) =>
    (C.at(E, i) * edge(B, i, j, E) + C.at(B, i) * edge(E, i, j, B)) / C.variance(i);
  const corner = C.corner(I, J, B, E) * (0.25 + signs.angleGiven(B, E, I, J) / TWO_PI);
  return C.at(B, E) * all + (edge(B, E, I, J) + slope(I, J) + slope(J, I) + corner) / TWO_PI;
}

/** E[1_S sign λ_b sign λ_e]: a slope is ½ + ½ sign λ, and odd products have no mean. */
function productOfSigns(C: FieldCovariance, S: readonly number[]): number {
  if (S.length === 1) return C.angle(B, E) / PI;
  return 0.25 * (TWO_OVER_PI * C.angle(B, E) + averageOfFourSigns(C));
}

/** S without positive multiples of λ_b; null where λ_b is never positive with it. */
export function withoutMultiples(
  C: FieldCovariance,
  S: readonly number[],
  b: number,
): readonly number[] | null {
  if (S.some((q) => C.relation(q, b) < 0)) return null;
  return S.filter((q) => !(C.relation(q, b) > 0));
}

/** The sign of λ_e where it is a multiple of one of the positive fields, else 0. */
function knownSign(C: FieldCovariance, positive: readonly number[], e: number): number {
  for (const q of positive) {
    const relation = C.relation(q, e);
    if (relation !== 0) return relation;
  }
  return 0;
}

/** The covariance after independent noise of variance 1 has been added to some of the fields. */
export function withNoise(C: FieldCovariance, fields: readonly number[]): FieldCovariance {
  const entries = Float64Array.from(C.entries);
  for (const field of fields) entries[5 * field] += 1;
  return new FieldCovariance(entries);
}

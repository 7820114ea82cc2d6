import { differenceOfProducts } from '../compensated-arithmetic/difference-of-products';
import { arctangent2 } from '../special-functions/arctangent';
import { determinantOf } from './half-plane';

/*
 * The covariance C of four fields, 16 doubles row by row, with what averages over half planes need of it, as math-core's
 * `FieldCovariance`; NaN where it is no covariance. Sets of fields are the bits of a number.
 */

const TWO_PI: f64 = 6.283185307179586;
const FOUR_PI: f64 = 12.566370614359172;
/** Below it, relative to C_xx C_yy, a determinant of two rounded overlaps says nothing but that the fields are one. */
const COLLINEAR: f64 = 4.5e-16;
const ROUND_OFF: f64 = 1e-10;

@inline
export function at(C: usize, x: i32, y: i32): f64 {
  return load<f64>(C + (<usize>((x << 2) + y) << 3));
}

@inline
export function variance(C: usize, x: i32): f64 {
  return load<f64>(C + <usize>(40 * x));
}

/** C_xx C_yy − C_xy² */
@inline
export function determinant(C: usize, x: i32, y: i32): f64 {
  return determinantOf(variance(C, x), at(C, x, y), variance(C, y));
}

/** C_xy C_qq − C_xq C_yq: C_qq times the covariance of x and y given λ_q. */
@inline
export function minor(C: usize, x: i32, y: i32, q: i32): f64 {
  return differenceOfProducts(at(C, x, y), variance(C, q), at(C, x, q), at(C, y, q));
}

/** The minor of rows x, q, r and columns y, q, r: D_qr times the covariance of x and y given λ_q and λ_r. */
export function minorGivenTwo(C: usize, x: i32, y: i32, q: i32, r: i32): f64 {
  const pairs = differenceOfProducts(determinant(C, q, r), minor(C, x, y, q), minor(C, x, r, q), minor(C, y, r, q));
  return pairs / variance(C, q);
}

/** The determinant of three fields, from the two pairs that are closest to being one field each. */
export function determinantOfThree(C: usize, x: i32, y: i32, z: i32): f64 {
  const xy = determinant(C, x, y) * variance(C, z);
  const yz = determinant(C, y, z) * variance(C, x);
  const zx = determinant(C, z, x) * variance(C, y);
  if (xy > yz && xy > zx) return determinantAbout(C, z, x, y);
  return zx > yz ? determinantAbout(C, y, z, x) : determinantAbout(C, x, y, z);
}

function determinantAbout(C: usize, q: i32, x: i32, y: i32): f64 {
  const between = minor(C, x, y, q);
  const product = differenceOfProducts(determinant(C, q, x), determinant(C, q, y), between, between);
  const value = product / variance(C, q);
  if (value >= 0) return value;
  return value >= -ROUND_OFF * variance(C, q) * variance(C, x) * variance(C, y) ? 0 : NaN;
}

/** 1 or −1 where λ_x is a positive or a negative multiple of λ_y, else 0 (also where C is no covariance, which shows elsewhere). */
export function relation(C: usize, x: i32, y: i32): i32 {
  const value = determinant(C, x, y);
  if (value > COLLINEAR * variance(C, x) * variance(C, y) || value != value) return 0;
  return at(C, x, y) > 0 ? 1 : -1;
}

/** asin of the correlation, which is π/2 times E[sign λ_x sign λ_y]. */
export function angle(C: usize, x: i32, y: i32): f64 {
  return arctangent2(at(C, x, y), Math.sqrt(determinant(C, x, y)));
}

/** The same given λ_q. */
export function angleGiven(C: usize, x: i32, y: i32, q: i32): f64 {
  const root = Math.sqrt(variance(C, q) * determinantOfThree(C, x, y, q));
  return arctangent2(minor(C, x, y, q), root);
}

/**
 * [C_xq m_yr,q/C_qq + C_xr m_yq,r/C_rr]/√D_qr with the minors m_yr,q of `minor`: what the corner λ_q = λ_r = 0 contributes
 * to an average in which x and y stand as fields. It vanishes as q and r become one field.
 */
export function corner(C: usize, q: i32, r: i32, x: i32, y: i32): f64 {
  if (relation(C, q, r) != 0) return 0;
  const fromQ = (at(C, x, q) * minor(C, y, r, q)) / variance(C, q);
  const fromR = (at(C, x, r) * minor(C, y, q, r)) / variance(C, r);
  return (fromQ + fromR) / Math.sqrt(determinant(C, q, r));
}

/** P(S > 0) of at most three fields. */
export function orthant(C: usize, S: i32): f64 {
  const count = popcnt(S);
  if (count == 1) return 0.5;
  const x = lowest(S);
  const y = lowest(without(S, x));
  if (count == 2) return 0.25 + angle(C, x, y) / TWO_PI;
  const z = lowest(without(without(S, x), y));
  return 0.125 + (angle(C, x, y) + angle(C, y, z) + angle(C, z, x)) / FOUR_PI;
}

/** P(S > 0 | λ_q = 0) of at most three other fields. */
export function orthantGiven(C: usize, S: i32, q: i32): f64 {
  if (S == 0) return 1;
  const count = popcnt(S);
  if (count == 1) return 0.5;
  const x = lowest(S);
  const y = lowest(without(S, x));
  if (count == 2) return 0.25 + angleGiven(C, x, y, q) / TWO_PI;
  const z = lowest(without(without(S, x), y));
  return 0.125 + (angleGiven(C, x, y, q) + angleGiven(C, y, z, q) + angleGiven(C, z, x, q)) / FOUR_PI;
}

@inline
export function lowest(S: i32): i32 {
  return ctz(S);
}

@inline
export function only(x: i32): i32 {
  return 1 << x;
}

@inline
export function without(S: i32, x: i32): i32 {
  return S & ~(1 << x);
}

@inline
export function has(S: i32, x: i32): bool {
  return (S & (1 << x)) != 0;
}

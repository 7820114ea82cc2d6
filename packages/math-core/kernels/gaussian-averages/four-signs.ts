import { arctangent2 } from '../special-functions/arctangent';
import { angle, at, determinant, determinantOfThree, minor, relation, variance } from './field-covariance';
import { determinantOfFour, inverse, invertFour } from './inverse-of-four';
import { choosePath, nodes, pathWeights, squares } from './plackett-path';

const TWO_OVER_PI: f64 = 0.6366197723675814;
const FOUR_OVER_PI_SQUARED: f64 = 0.4052847345693511;
/** What a variance relative to its field's own counts as 0. */
const NEGLIGIBLE: f64 = 1e-13;

/*
 * The solid angle of four half spaces, E[sign λ_0 sign λ_1 sign λ_2 sign λ_3], as math-core's `FourSigns`; no two of the fields
 * multiples of each other. `prepareSigns` comes first and serves one covariance.
 */

let C: usize = 0;

export function prepareSigns(covariance: usize): void {
  C = covariance;
  invertFour(C);
}

/** asin of the correlation of λ_s and λ_t given λ_q = λ_r = 0, whose inverse covariance is the block of C⁻¹. */
export function angleGivenTwo(s: i32, t: i32, q: i32, r: i32): f64 {
  return arctangent2(-at(inverse, s, t), Math.sqrt(determinant(C, q, r) / determinantOfFour));
}

/** E[s_0 s_1 s_2 s_3] by Plackett's identity, one integral along the path on which one field's covariances grow from 0. */
export function signsAverage(): f64 {
  let e = 0;
  for (let x = 1; x < 4; x++) {
    if (variance(inverse, x) * variance(C, x) < variance(inverse, e) * variance(C, e)) e = x;
  }
  const v = Math.min(1, 1 / (variance(inverse, e) * variance(C, e)));
  const scale = variance(C, 0) * variance(C, 1) * variance(C, 2) * variance(C, 3);
  const ofOthers = determinantOfFour / (v * scale);
  if (ofOthers != ofOthers) return NaN;
  choosePath(v > NEGLIGIBLE ? v : leastVarianceOf(e));
  let sum: f64 = 0;
  for (let q = 0; q < 4; q++) {
    if (q == e) continue;
    const others = 15 & ~(1 << e) & ~(1 << q);
    const s = ctz(others);
    const t = ctz(others & ~(1 << s));
    const root = Math.sqrt(variance(C, s) * variance(C, t));
    const ofE = variance(C, e);
    const ofQ = variance(C, q);
    const square = (at(C, e, q) / ofE) * (at(C, e, q) / ofQ);
    const pair = determinant(C, e, q) / (ofE * ofQ);
    const atStart = minor(C, s, t, q) / (ofQ * root);
    const atEnd = (-at(inverse, s, t) * determinantOfFour) / (ofE * ofQ * root);
    let integral: f64 = 0;
    for (let node = 0; node < nodes; node++) {
      const left = load<f64>(squares + (<usize>node << 3));
      const pairThere = pair + left * square;
      const all = ofOthers * (v + left * (1 - v));
      const angleThere = arctangent2(atEnd + left * (atStart - atEnd), Math.sqrt(pairThere * all));
      integral += (load<f64>(pathWeights + (<usize>node << 3)) * angleThere) / Math.sqrt(pairThere);
    }
    sum += (at(C, e, q) / Math.sqrt(ofE * ofQ)) * integral;
  }
  return FOUR_OVER_PI_SQUARED * sum;
}

/** The least variance of a field given one or two of the others that is not negligible, relative to its own. */
function leastVarianceOf(e: i32): f64 {
  let least: f64 = 1;
  const ofE = variance(C, e);
  for (let q = 0; q < 4; q++) {
    if (q == e) continue;
    const givenQ = determinant(C, e, q) / (ofE * variance(C, q));
    if (givenQ > NEGLIGIBLE && givenQ < least) least = givenQ;
    for (let s = 0; s < q; s++) {
      if (s == e) continue;
      const givenBoth = determinantOfThree(C, e, q, s) / (determinant(C, q, s) * ofE);
      if (givenBoth > NEGLIGIBLE && givenBoth < least) least = givenBoth;
    }
  }
  return least;
}

/** Σ_x C_yx ∂/∂C_yx of the average for one of its fields: −2 C_yy ∂/∂C_yy, as its length does not matter. */
export function radialSlope(y: i32): f64 {
  let sum: f64 = 0;
  for (let x = 0; x < 4; x++) {
    if (x == y) continue;
    const others = 15 & ~(1 << x) & ~(1 << y);
    const s = ctz(others);
    const t = ctz(others & ~(1 << s));
    sum += (at(C, y, x) * angleGivenTwo(s, t, y, x)) / Math.sqrt(determinant(C, y, x));
  }
  return FOUR_OVER_PI_SQUARED * sum;
}

/** E[s_0 s_1 s_2 s_3] where two of the fields may be one: their signs then cancel. */
export function averageOfFourSigns(covariance: usize): f64 {
  for (let q = 0; q < 4; q++) {
    for (let r = q + 1; r < 4; r++) {
      const related = relation(covariance, q, r);
      if (related == 0) continue;
      const others = 15 & ~(1 << q) & ~(1 << r);
      const s = ctz(others);
      return <f64>related * TWO_OVER_PI * angle(covariance, s, ctz(others & ~(1 << s)));
    }
  }
  prepareSigns(covariance);
  return signsAverage();
}

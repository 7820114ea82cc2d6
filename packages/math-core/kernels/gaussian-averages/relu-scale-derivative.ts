import { ERF, HERMITE2 } from '../activations/activation';
import { at, determinant, determinantOfThree, has, minorGivenTwo, only, orthantGiven, variance, without } from './field-covariance';
import { prepareSigns, radialSlope } from './four-signs';
import { meanPositivePartTimesSign } from './orthant-moments';
import { degreeOf } from './pair-scale-derivatives';
import {
  B,
  E,
  meanInOrthant,
  NEVER,
  positiveSlopes,
  reluSlopesValues,
  withNoise,
  withoutMultiples,
} from './relu-slopes-and-values';

const PI: f64 = 3.141592653589793;
const TWO_PI: f64 = 6.283185307179586;
const FOUR_PI: f64 = 12.566370614359172;
const TWO_OVER_PI: f64 = 0.6366197723675814;

/** d/ds of `reluSlopesValues` at sC, s = 1, as math-core's `reluScaleDerivative`. */
export function reluScaleDerivative(b: i32, e: i32, C: usize): f64 {
  const S = positiveSlopes(C);
  if (S == NEVER) return 0;
  if (b == ERF && e == ERF) return ofTwoErfs(C, S);
  if (b == ERF) return ofPositivePartAndErf(C, S, E, B);
  if (e == ERF) return ofPositivePartAndErf(C, S, B, E);
  // z² − 1 grows like z², which is more than itself by 1.
  let ofConstants: f64 = 0;
  if (b == HERMITE2) ofConstants += meanInOrthant(C, S, e, E);
  if (e == HERMITE2) ofConstants += meanInOrthant(C, S, b, B);
  return (degreeOf(b) + degreeOf(e)) * reluSlopesValues(b, e, C) + ofConstants;
}

/** Signs do not know the lengths of their fields, λ + ξ: as those but for the variance of ξ grow with s, it is as if it shrank. */
function ofTwoErfs(C: usize, S: i32): f64 {
  const noisy = withNoise(C, only(B) | only(E));
  const bb = variance(noisy, B);
  const ee = variance(noisy, E);
  const pair = (0.5 * (1 / bb + 1 / ee) * at(noisy, B, E)) / Math.sqrt(determinant(noisy, B, E));
  if (popcnt(S) == 1) return pair / PI;
  prepareSigns(noisy);
  return 0.25 * (TWO_OVER_PI * pair + 0.5 * (radialSlope(B) / bb + radialSlope(E) / ee));
}

/** E[1_S λ_b⁺ sign λ_e] of a λ_e with its noise scales as √s together with that, and −∂/∂C_ee is an average on λ_e = 0. */
function ofPositivePartAndErf(C: usize, S: i32, b: i32, e: i32): f64 {
  const slopes = withoutMultiples(C, S, b);
  if (slopes == NEVER || variance(C, b) == 0) return 0;
  const noisy = withNoise(C, only(e));
  let gradient = at(noisy, e, b) * orthantGiven(noisy, slopes | only(b), e);
  for (let q = 0; q < 4; q++) {
    if (!has(slopes, q)) continue;
    const root = Math.sqrt(determinantOfThree(noisy, b, q, e));
    const rest = without(slopes, q);
    let edge = 2 * root;
    if (rest != 0) {
      const r = ctz(rest);
      edge = root + minorGivenTwo(noisy, b, r, q, e) / Math.sqrt(determinantOfThree(noisy, r, q, e));
    }
    gradient += (at(noisy, e, q) * Math.sqrt(variance(noisy, e)) * edge) / (FOUR_PI * determinant(noisy, q, e));
  }
  const density = 1 / Math.sqrt(TWO_PI * variance(noisy, e));
  return 0.5 * meanPositivePartTimesSign(noisy, slopes, b, e) + (density * gradient) / variance(noisy, e);
}

import type { TeacherActivationName } from '../activations/activation.ts';
import { FieldCovariance } from './field-covariance.ts';
import { FourSigns } from './four-signs.ts';
import { meanPositivePartTimesSign, orthantGiven } from './orthant-moments.ts';
import { DEGREES } from './pair-scale-derivatives.ts';
import {
  meanInOrthant,
  positiveSlopes,
  reluSlopesValues,
  withNoise,
  withoutMultiples,
} from './relu-slopes-and-values.ts';

const PI = 3.141592653589793;
const TWO_PI = 6.283185307179586;
const FOUR_PI = 12.566370614359172;
const TWO_OVER_PI = 0.6366197723675814;

/** The places of the fields in C. */
const B = 2;
const E = 3;

/** d/ds of `reluSlopesValues` at sC, s = 1. */
export function reluScaleDerivative(
  b: TeacherActivationName,
  e: TeacherActivationName,
  entries: ArrayLike<number>,
): number {
  const C = new FieldCovariance(entries);
  const S = positiveSlopes(C);
  if (S === null) return 0;
  if (b === 'erf' && e === 'erf') return ofTwoErfs(C, S);
  if (b === 'erf') return ofPositivePartAndErf(C, S, E, B);
  if (e === 'erf') return ofPositivePartAndErf(C, S, B, E);
  // z² − 1 grows like z², which is more than itself by 1.
  const ofConstants =
    (b === 'hermite2' ? meanInOrthant(C, S, e, E) : 0) + (e === 'hermite2' ? meanInOrthant(C, S, b, B) : 0);
  return (DEGREES[b] + DEGREES[e]) * reluSlopesValues(b, e, entries) + ofConstants;
}

/**
 * Signs do not know the lengths of their fields, λ + ξ: as those but for the variance of ξ grow with s, it is as if it shrank.
 */
function ofTwoErfs(C: FieldCovariance, S: readonly number[]): number {
  const noisy = withNoise(C, [B, E]);
  const [bb, ee] = [noisy.variance(B), noisy.variance(E)];
  const pair = (0.5 * (1 / bb + 1 / ee) * noisy.at(B, E)) / Math.sqrt(noisy.determinant(B, E));
  if (S.length === 1) return pair / PI;
  const signs = new FourSigns(noisy);
  return 0.25 * (TWO_OVER_PI * pair + 0.5 * (signs.radialSlope(B) / bb + signs.radialSlope(E) / ee));
}

/**
 * V = E[1_S λ_b⁺ sign λ_e] of a λ_e with its noise scales as √s together with that; so dV/ds = ½ V − ∂V/∂C_ee, which is an
 * average on λ_e = 0 of the gradient of 1_S λ_b⁺.
 */
function ofPositivePartAndErf(C: FieldCovariance, S: readonly number[], b: number, e: number): number {
  const slopes = withoutMultiples(C, S, b);
  if (slopes === null || C.variance(b) === 0) return 0;
  const noisy = withNoise(C, [e]);
  let gradient = noisy.at(e, b) * orthantGiven(noisy, [...slopes, b], e);
  for (const q of slopes) {
    const root = Math.sqrt(noisy.determinantOfThree(b, q, e));
    let edge = 2 * root;
    for (const r of slopes) {
      if (r === q) continue;
      edge = root + noisy.minorGivenTwo(b, r, q, e) / Math.sqrt(noisy.determinantOfThree(r, q, e));
    }
    gradient += (noisy.at(e, q) * Math.sqrt(noisy.variance(e)) * edge) / (FOUR_PI * noisy.determinant(q, e));
  }
  const density = 1 / Math.sqrt(TWO_PI * noisy.variance(e));
  return 0.5 * meanPositivePartTimesSign(noisy, slopes, b, e) + (density * gradient) / noisy.variance(e);
}

/**
 * The library as a module of its own, by which the tests reach it: each function on arrays of v128, two lanes each. No other
 * package uses it; kernels import the files below directly, where the functions are described.
 */
import { differencesOfProducts } from './compensated-arithmetic/differences-of-products';
import { reserve } from './memory/reserve';
import { chiSquares } from './random-streams/chi-square';
import { tabulateNormals } from './random-streams/normal';
import { uniformComplements } from './random-streams/uniform';
import { arcsines } from './special-functions/arcsine';
import { errorFunctions, tabulateErrorFunction } from './special-functions/error-function';
import { exponentials } from './special-functions/exponential';
import { logarithms } from './special-functions/logarithm';

export { activate, differentiate } from './activations/activation';
export { slopesValuesScaleDerivative } from './gaussian-averages/four-field-scale-derivative';
export { slopesValuesAverage } from './gaussian-averages/four-fields';
export { slopeProductScaleDerivative } from './gaussian-averages/pair-scale-derivatives';
export {
  curvatureValueAverage,
  slopesAverage,
  squareAverageSlope,
} from './gaussian-averages/slopes-and-curvatures';
export { productAverage, slopeProductAverage } from './gaussian-averages/two-fields';
export { arctangent, arctangent2, arctangentDeficit } from './special-functions/arctangent';
export { fillNormals } from './random-streams/normal';
export { reserve };

/** Fills the tables; to be called first. */
export function initialise(): void {
  tabulateNormals();
  tabulateErrorFunction();
}

export function fillExponentials(from: usize, to: usize, count: i32): void {
  for (const end = to + ((<usize>count) << 4); to < end; to += 16, from += 16) {
    v128.store(to, exponentials(v128.load(from)));
  }
}

export function fillLogarithms(from: usize, to: usize, count: i32): void {
  for (const end = to + ((<usize>count) << 4); to < end; to += 16, from += 16) {
    v128.store(to, logarithms(v128.load(from)));
  }
}

export function fillErrorFunctions(from: usize, to: usize, count: i32): void {
  for (const end = to + ((<usize>count) << 4); to < end; to += 16, from += 16) {
    v128.store(to, errorFunctions(v128.load(from)));
  }
}

export function fillArcsines(from: usize, to: usize, count: i32): void {
  for (const end = to + ((<usize>count) << 4); to < end; to += 16, from += 16) {
    v128.store(to, arcsines(v128.load(from)));
  }
}

/** `from` holds a, b, c, d of one result after the other. */
export function fillDifferencesOfProducts(from: usize, to: usize, count: i32): void {
  for (const end = to + ((<usize>count) << 4); to < end; to += 16, from += 64) {
    const difference = differencesOfProducts(
      v128.load(from, 0),
      v128.load(from, 16),
      v128.load(from, 32),
      v128.load(from, 48),
    );
    v128.store(to, difference);
  }
}

export function fillUniformComplements(state: usize, to: usize, count: i32): void {
  for (const end = to + ((<usize>count) << 4); to < end; to += 16) v128.store(to, uniformComplements(state));
}

export function fillChiSquares(state: usize, degreesOfFreedom: f64, to: usize, count: i32): void {
  for (const end = to + ((<usize>count) << 4); to < end; to += 16)
    v128.store(to, chiSquares(state, degreesOfFreedom));
}

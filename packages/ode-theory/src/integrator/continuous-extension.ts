import { dormandPrince853 } from './dormand-prince-853.ts';
import type { VectorField } from './initial-step.ts';
import { addSlopes, END_STAGE } from './runge-kutta-step.ts';

const { extensionStages, extension } = dormandPrince853;

/** c₀, c₁, c₂ follow from the ends of the step alone. */
const LOWER_COEFFICIENTS = 3;
/** c₀ … c₆. */
export const COEFFICIENT_COUNT = LOWER_COEFFICIENTS + extension.length;
/** 3 more evaluations are what a step with an output inside costs. */
export const EXTENSION_EVALUATIONS = extensionStages.length;

/**
 * Prepares the continuous extension of an accepted step from `start` to `end` (derivatives slopes[0] and
 * slopes[END_STAGE]): evaluates three further stages and writes the seven coefficient vectors of
 *
 *     y(θ) = y₀ + θ (c₀ + (1−θ)(c₁ + θ (c₂ + (1−θ)(c₃ + θ (c₄ + (1−θ)(c₅ + θ c₆)))))),   θ ∈ [0, 1],
 *
 * accurate to order 7 (Hairer, Nørsett & Wanner II.6).
 */
export function prepareExtension(
  field: VectorField,
  start: Float64Array,
  end: Float64Array,
  h: number,
  slopes: readonly Float64Array[],
  trial: Float64Array,
  coefficients: readonly Float64Array[],
): void {
  for (let s = 0; s < extensionStages.length; s++) {
    addSlopes(trial, start, h, extensionStages[s], slopes);
    field(trial, slopes[END_STAGE + 1 + s]);
  }
  const [change, startBend, endBend] = coefficients;
  for (let x = 0; x < start.length; x++) {
    change[x] = end[x] - start[x];
    startBend[x] = h * slopes[0][x] - change[x];
    endBend[x] = change[x] - h * slopes[END_STAGE][x] - startBend[x];
  }
  for (let c = 0; c < extension.length; c++) {
    const coefficient = coefficients[LOWER_COEFFICIENTS + c];
    coefficient.fill(0);
    addSlopes(coefficient, coefficient, h, extension[c], slopes);
  }
}

/** Writes y(θ) into `target`. */
export function evaluateExtension(
  start: Float64Array,
  coefficients: readonly Float64Array[],
  theta: number,
  target: Float64Array,
): void {
  for (let x = 0; x < start.length; x++) {
    let value = 0;
    for (let c = coefficients.length - 1; c >= 0; c--) {
      value = (value + coefficients[c][x]) * (c % 2 === 0 ? theta : 1 - theta);
    }
    target[x] = start[x] + value;
  }
}

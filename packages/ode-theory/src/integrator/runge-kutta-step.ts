import { dormandPrince853 } from './dormand-prince-853.ts';
import type { VectorField } from './initial-step.ts';

const { stages, solution } = dormandPrince853;

/** Stages of one step (12), the derivative at its end (1) and those of the continuous extension (3). */
export const STAGE_COUNT = stages.length + 1 + dormandPrince853.extensionStages.length;
/** Which stage is the derivative at the end of the step. */
export const END_STAGE = stages.length;

/** target = y + h Σ_l weights_l · slopes_l. */
export function addSlopes(
  target: Float64Array,
  y: Float64Array,
  h: number,
  weights: readonly number[],
  slopes: readonly Float64Array[],
): void {
  target.set(y);
  for (let l = 0; l < weights.length; l++) {
    const weight = h * weights[l];
    if (weight === 0) continue;
    const slope = slopes[l];
    for (let x = 0; x < target.length; x++) target[x] += weight * slope[x];
  }
}

/**
 * One trial step of size h from y with derivative slopes[0]: fills slopes[1 … 11] and `end`, the solution
 * of order 8. Evaluates the field 11 times; `trial` is scratch.
 */
export function tryStep(
  field: VectorField,
  y: Float64Array,
  h: number,
  slopes: readonly Float64Array[],
  trial: Float64Array,
  end: Float64Array,
): void {
  for (let s = 1; s < stages.length; s++) {
    addSlopes(trial, y, h, stages[s], slopes);
    field(trial, slopes[s]);
  }
  addSlopes(end, y, h, solution, slopes);
}

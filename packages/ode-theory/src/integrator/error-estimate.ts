import { dormandPrince853 } from './dormand-prince-853.ts';
import type { Tolerances } from './error-norm.ts';

const { fifthOrderError, thirdOrderError } = dormandPrince853;

/** A scalar function of the state: returns its value and writes its gradient. */
export type Observable = (y: Float64Array, gradient: Float64Array) => number;

/** A quantity whose own error is controlled beside that of the state: it may be wrong by relative · |value| + floor. */
export interface ControlledObservable {
  readonly observable: Observable;
  readonly relative: number;
  readonly floor: number;
}

/** Scaled error of a trial step of size h from y to end, ≤ 1 when within tolerance; NaN when a stage left the domain. */
export type ErrorEstimate = (
  y: Float64Array,
  end: Float64Array,
  h: number,
  slopes: readonly Float64Array[],
) => number;

/**
 * The error of a step by Dormand–Prince 8(5,3): the larger of the root mean square over the state and the
 * error of the controlled observable, to first order gradient · e. Owns its buffers.
 */
export function createErrorEstimate(
  dimension: number,
  { relative, absolute }: Tolerances,
  controlled: ControlledObservable | null,
): ErrorEstimate {
  const fifth = new Float64Array(dimension);
  const third = new Float64Array(dimension);
  const gradient = new Float64Array(dimension);

  const observableError = (end: Float64Array, h: number, control: ControlledObservable): number => {
    const value = control.observable(end, gradient);
    const scale = control.relative * Math.abs(value) + control.floor;
    const fifthError = dot(gradient, fifth) / scale;
    const thirdError = dot(gradient, third) / scale;
    return combine(h, fifthError * fifthError, thirdError * thirdError);
  };

  return (y, end, h, slopes) => {
    weigh(fifth, fifthOrderError, slopes);
    weigh(third, thirdOrderError, slopes);
    let fifthSum = 0;
    let thirdSum = 0;
    for (let x = 0; x < dimension; x++) {
      const scale = absolute + relative * Math.max(Math.abs(y[x]), Math.abs(end[x]));
      const fifthError = fifth[x] / scale;
      const thirdError = third[x] / scale;
      fifthSum += fifthError * fifthError;
      thirdSum += thirdError * thirdError;
    }
    const stateError = combine(h, fifthSum / dimension, thirdSum / dimension);
    return controlled === null ? stateError : Math.max(stateError, observableError(end, h, controlled));
  };
}

/** e₅² / √(e₅² + e₃²/100), which behaves like h⁸ (Hairer, Nørsett & Wanner II.10); from squares, per unit of h. */
function combine(h: number, fifthSquare: number, thirdSquare: number): number {
  if (fifthSquare === 0) return 0;
  return (h * fifthSquare) / Math.sqrt(fifthSquare + 0.01 * thirdSquare);
}

function weigh(target: Float64Array, weights: readonly number[], slopes: readonly Float64Array[]): void {
  target.fill(0);
  for (let s = 0; s < weights.length; s++) {
    const weight = weights[s];
    if (weight === 0) continue;
    const slope = slopes[s];
    for (let x = 0; x < target.length; x++) target[x] += weight * slope[x];
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let x = 0; x < a.length; x++) sum += a[x] * b[x];
  return sum;
}

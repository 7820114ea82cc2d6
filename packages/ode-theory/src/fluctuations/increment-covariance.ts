import type { OrderParameters } from '@crossover/math-core';
import { packState } from '../right-hand-side/packed-state.ts';
import type { DriftModel } from '../right-hand-side/right-hand-side.ts';
import { createIncrementMoments, type QuadratureOptions } from './increment-moments.ts';
import type { StepParameters } from './step-parameters.ts';

/** Mean (L) and covariance (L × L, row-major) of the increment of a packed state in one step, with their errors. */
export interface IncrementCovariance {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
  /** Standard errors of both, from independent shifts of the nodes: Student's t with `shifts` − 1 degrees of freedom. */
  readonly standardErrorOfMean: Float64Array;
  readonly standardErrorOfCovariance: Float64Array;
}

const DEFAULT_SHIFTS = 8;

/**
 * Cov[Δy] of one step of SGD at given overlaps (and at the model's output weights), with its error: the mean over
 * independent shifts of the lattice rule of `createIncrementMoments`, which throws what this throws.
 */
export function incrementCovariance(
  model: DriftModel,
  step: StepParameters,
  overlaps: OrderParameters,
  { points, shifts = DEFAULT_SHIFTS }: Pick<QuadratureOptions, 'points'> & { readonly shifts?: number } = {},
): IncrementCovariance {
  const state =
    model.trainsSecondLayer === true ? packState(overlaps, outputsOf(model)) : packState(overlaps);
  const length = state.length;
  const means: Float64Array[] = [];
  const covariances: Float64Array[] = [];
  for (let shift = 0; shift < shifts; shift++) {
    const moments = createIncrementMoments(model, step, {
      ...(points === undefined ? {} : { points }),
      shift,
    });
    const mean = new Float64Array(length);
    const covariance = new Float64Array(length * length);
    moments(state, mean, covariance);
    means.push(mean);
    covariances.push(covariance);
  }
  const [mean, standardErrorOfMean] = summary(means);
  const [covariance, standardErrorOfCovariance] = summary(covariances);
  return { mean, covariance, standardErrorOfMean, standardErrorOfCovariance };
}

function outputsOf({ studentWidth, studentSecondLayer }: DriftModel): Float64Array {
  return studentSecondLayer ?? new Float64Array(studentWidth).fill(1);
}

/** Mean and standard error, entry by entry. */
function summary(samples: readonly Float64Array[]): [mean: Float64Array, standardError: Float64Array] {
  const count = samples.length;
  const mean = samples[0].map((_, x) => samples.reduce((sum, sample) => sum + sample[x] / count, 0));
  const standardError = mean.map((centre, x) => {
    const squares = samples.reduce((sum, sample) => sum + (sample[x] - centre) ** 2, 0);
    return Math.sqrt(squares / (count * (count - 1)));
  });
  return [mean, standardError];
}

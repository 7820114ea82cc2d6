import { RunningMoments, type RandomStream } from '@crossover/math-core';
import type { EngineName } from '../../src/index.ts';
import type { CompleteModel } from '../../src/model/complete-model.ts';
import type { MeanDrift } from './mean-drift.ts';
import type { Position } from './position.ts';
import { StepSampler } from './step-sampler.ts';

/** What the coefficients of the control variates are estimated from, in stages; these draws do not count for the means. */
const PILOT_DRAWS = [10_000, 40_000];
/** What the variances that they leave are estimated from. */
const VARIANCE_DRAWS = 5000;
/**
 * Coefficients below so many of their standard errors are taken for zero: what a hundred errors of coefficients add to the
 * variance is more than what the small ones would take away.
 */
const SIGNIFICANT = 9;

/** The mean of a change over independent steps, its standard error, and what theory says. */
export interface MeanChange {
  readonly what: string;
  readonly mean: number;
  readonly error: number;
  readonly expected: number;
}

/** A number that changes, with the control variates that count for it. */
interface Change {
  readonly what: string;
  readonly expected: number;
  readonly variates: Int32Array;
  readonly coefficients: Float64Array;
}

/**
 * Means of ΔM, ΔQ and Δa over many independent steps from one position, by control variates: what a change has in common with
 * functions of its draws whose mean is zero is subtracted, with coefficients from other draws. The means stay unbiased; the
 * variance of ΔM falls to about a hundredth, that of ΔQ to about a twentieth.
 *
 * Besides single entries there is a sum over all entries of M and one over all of Q, with the weights that see an error of the
 * size of the drift best if entries fluctuate independently, the expectation over the variance.
 *
 * @param drift theory's mean changes at the position where the steps start, after `stepsBefore` steps from Ω⁰
 */
export function meanChanges(
  name: EngineName,
  model: CompleteModel,
  stream: RandomStream,
  draws: number,
  drift: (position: Position) => MeanDrift,
  stepsBefore = 0,
): MeanChange[] {
  const sampler = new StepSampler(name, model, stream, stepsBefore);
  const changes = studyChanges(sampler, expectations(model, drift(sampler.position)), model.batchSize);
  const variances = remainingVariances(sampler, changes);
  const sums = ['ΔM', 'ΔQ'].map((matrix) => {
    const weights = changes.map(({ what, expected }, index) =>
      what.startsWith(matrix) && expected !== 0 ? expected / variances[index] : 0,
    );
    const expected = changes.reduce((sum, change, index) => sum + weights[index] * change.expected, 0);
    return { what: `${matrix} together`, weights, expected };
  });

  const size = changes.length;
  const left = new Float64Array(size + sums.length);
  const sum = new Float64Array(left.length);
  const squares = new Float64Array(left.length);
  const taken = sampler.sample(draws, (values, variates) => {
    changes.forEach((change, index) => {
      left[index] = remainder(values[index], change, variates);
    });
    sums.forEach(({ weights }, at) => {
      let total = 0;
      for (let index = 0; index < size; index++) total += weights[index] * left[index];
      left[size + at] = total;
    });
    for (let index = 0; index < left.length; index++) {
      sum[index] += left[index];
      squares[index] += left[index] * left[index];
    }
  });
  return [...changes, ...sums].map(({ what, expected }, index) => {
    const mean = sum[index] / taken;
    return { what, mean, error: Math.sqrt((squares[index] / taken - mean * mean) / taken), expected };
  });
}

/** Labels and expectations in the order of a sampler's changes. */
export function expectations(
  { studentWidth: p, teacherWidth: k }: CompleteModel,
  { M, Q, secondLayer }: MeanDrift,
): { what: string; expected: number }[] {
  const all = Array.from(M, (expected, index) => ({
    what: `ΔM(${Math.floor(index / k)}, ${index % k})`,
    expected,
  }));
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) all.push({ what: `ΔQ(${i}, ${j})`, expected: Q[i * p + j] });
  }
  secondLayer.forEach((expected, i) => all.push({ what: `Δa(${i})`, expected }));
  return all;
}

/**
 * Coefficients by regression on the pilot's draws: the variates are uncorrelated, each with the variance 1/b. The second stage
 * corrects them by what the first one left, which fluctuates less than the change itself.
 */
function studyChanges(
  sampler: StepSampler,
  expected: readonly { what: string; expected: number }[],
  batchSize: number,
): Change[] {
  const all = Int32Array.from({ length: sampler.variates }, (_, f) => f);
  let changes = expected.map((entry): Change => ({
    ...entry,
    variates: new Int32Array(),
    coefficients: new Float64Array(),
  }));
  for (const draws of PILOT_DRAWS) {
    const products = changes.map(() => new Float64Array(sampler.variates));
    const sum = new Float64Array(changes.length);
    const squares = new Float64Array(changes.length);
    const taken = sampler.sample(draws, (values, variates) => {
      products.forEach((row, index) => {
        const left = remainder(values[index], changes[index], variates);
        sum[index] += left;
        squares[index] += left * left;
        for (let f = 0; f < row.length; f++) row[f] += left * variates[f];
      });
    });
    changes = changes.map((change, index) => {
      const variance = squares[index] / taken - (sum[index] / taken) ** 2;
      const corrected = products[index].map((total) => (batchSize * total) / taken);
      change.variates.forEach((f, at) => (corrected[f] += change.coefficients[at]));
      const smallest = SIGNIFICANT * Math.sqrt((batchSize * variance) / taken);
      const variates = all.filter((f) => Math.abs(corrected[f]) > smallest);
      const coefficients = Float64Array.from(variates, (f) => corrected[f]);
      return { ...change, variates, coefficients };
    });
  }
  return changes;
}

/** Variances of what the variates leave. */
function remainingVariances(sampler: StepSampler, changes: readonly Change[]): number[] {
  const moments = changes.map(() => new RunningMoments());
  sampler.sample(VARIANCE_DRAWS, (values, variates) => {
    changes.forEach((change, index) => moments[index].push(remainder(values[index], change, variates)));
  });
  return moments.map(({ variance }) => variance);
}

function remainder(value: number, { variates, coefficients }: Change, values: Float64Array): number {
  let left = value;
  for (let f = 0; f < coefficients.length; f++) left -= coefficients[f] * values[variates[f]];
  return left;
}

import type { RandomStream } from '@crossover/math-core';
import type { EngineName } from '../../src/index.ts';
import type { CompleteModel } from '../../src/model/complete-model.ts';
import { orthonormalDirections, type Position } from './drift-by-quadrature.ts';
import { HermiteProducts } from './hermite-products.ts';
import type { MeanDrift } from './mean-drift.ts';
import { repeatedDraws } from './repeated-draws.ts';
import { laneOf, replayedKernel, rowProduct, type Lane, type ReplayedKernel } from './replayed-kernel.ts';

/** What the coefficients of the control variates are estimated from; these draws do not count for the means. */
const PILOT_DRAWS = 50_000;

/** The mean of a change over independent steps, its standard error, and what theory says. */
export interface MeanChange {
  readonly what: string;
  readonly mean: number;
  readonly error: number;
  readonly expected: number;
}

/**
 * Means of ΔM, ΔQ and Δa over many independent steps from one position, by control variates: what a change has in common with
 * Hermite products of the same draws is subtracted, with coefficients from other draws, so that the means stay unbiased and
 * fluctuate less, ΔM by a factor of ten. The draws outside the weights' span, χ² or the other coordinates, are left alone.
 *
 * Besides single entries there is a sum over all entries of M and one over all of Q, each with the weights that see an error
 * of the size of the drift best if entries fluctuate independently, its expectation over its variance.
 *
 * @param drift theory's mean changes at the position where the steps start, after `stepsBefore` steps
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
  const expected = drift(sampler.position);
  const pilot = sampler.variatesOf(PILOT_DRAWS);
  const size = model.studentWidth * model.teacherWidth;
  const sums = [
    { what: 'ΔM together', weights: weightsOf(expected.M, pilot.variances, 0) },
    { what: 'ΔQ together', weights: weightsOf(expected.Q, pilot.variances, size) },
  ];
  const { mean, error, sumMeans, sumErrors } = sampler.means(
    draws,
    pilot.coefficients,
    sums.map(({ weights }) => weights),
  );
  const all = [...expected.M, ...expected.Q, ...expected.secondLayer];
  return [
    ...all.map((value, index) => ({
      what: labelOf(model, index),
      mean: mean[index],
      error: error[index],
      expected: value,
    })),
    ...sums.map(({ what, weights }, index) => ({
      what,
      mean: sumMeans[index],
      error: sumErrors[index],
      expected: all.reduce((sum, value, at) => sum + weights[at] * value, 0),
    })),
  ];
}

function labelOf({ studentWidth: p, teacherWidth: k }: CompleteModel, index: number): string {
  if (index < p * k) return `ΔM[${index}]`;
  return index < p * k + p * p ? `ΔQ[${index - p * k}]` : `Δa[${index - p * k - p * p}]`;
}

/** Expectation over variance at the entries of one matrix, 0 at the others. */
function weightsOf(expected: Float64Array, variances: Float64Array, from: number): Float64Array {
  return variances.map((variance, index) => {
    const value = expected[index - from] ?? 0;
    return value === 0 ? 0 : value / variance;
  });
}

/** One step after another from the same position, each with the Hermite products of its draws. */
class StepSampler {
  readonly position: Position;
  readonly #model: CompleteModel;
  readonly #kernel: ReplayedKernel;
  readonly #nextDraws: (lane: number) => readonly { readonly x: Float64Array; readonly zeta: number }[];
  readonly #directions: readonly Float64Array[];
  readonly #products: HermiteProducts;
  readonly #run: Lane;
  readonly #changes: Float64Array;
  readonly #variates: Float64Array;

  constructor(name: EngineName, model: CompleteModel, stream: RandomStream, stepsBefore: number) {
    const kernel = replayedKernel(name, model, stream);
    const draws = repeatedDraws(name, model, [stream.split(0), stream.split(1)]);
    const before = laneOf(kernel, model);
    const run = laneOf(kernel, model);
    kernel.read(0, before);
    kernel.advance(stepsBefore);
    for (let step = 0; step < stepsBefore; step++) {
      for (let lane = 0; lane < kernel.lanes; lane++) draws.next(lane);
    }
    kernel.startFromHere();
    kernel.read(0, run);
    this.position = {
      columns: kernel.columns,
      students: run.rows.slice(),
      initialStudents: before.rows,
      teachers: kernel.teachers,
      secondLayer: run.secondLayer.slice(),
    };
    const { studentWidth: p, teacherWidth: k } = model;
    this.#model = model;
    this.#kernel = kernel;
    this.#nextDraws = (lane) => draws.next(lane);
    this.#directions = orthonormalDirections(this.position);
    this.#products = new HermiteProducts(this.#directions.length + 1);
    this.#run = run;
    this.#changes = new Float64Array(p * k + p * p + p);
    this.#variates = new Float64Array(this.#products.count);
  }

  /** Coefficients of the variates, one row for each change, and the variances that they leave. */
  variatesOf(draws: number): { coefficients: Float64Array; variances: Float64Array } {
    const { count } = this.#products;
    const { batchSize } = this.#model;
    const coefficients = new Float64Array(this.#changes.length * count);
    const sum = new Float64Array(this.#changes.length);
    const squares = new Float64Array(this.#changes.length);
    const taken = this.#sample(draws, (changes, variates) => {
      changes.forEach((change, index) => {
        sum[index] += change;
        squares[index] += change * change;
        for (let f = 0; f < count; f++) coefficients[index * count + f] += change * variates[f];
      });
    });
    // The mean of a variate over a batch has the variance 1/b.
    coefficients.forEach((total, index) => (coefficients[index] = (batchSize * total) / taken));
    const variances = sum.map((total, index) => {
      const explained = coefficients
        .subarray(index * count, (index + 1) * count)
        .reduce((all, coefficient) => all + coefficient ** 2 / batchSize, 0);
      const variance = squares[index] / taken - (total / taken) ** 2;
      return Math.max(variance - explained, 1e-3 * variance);
    });
    return { coefficients, variances };
  }

  /** Means and standard errors of what the variates leave of the changes, and of sums of changes with given weights. */
  means(draws: number, coefficients: Float64Array, weights: readonly Float64Array[]) {
    const { count } = this.#products;
    const size = this.#changes.length;
    const left = new Float64Array(size + weights.length);
    const sum = new Float64Array(left.length);
    const squares = new Float64Array(left.length);
    const taken = this.#sample(draws, (changes, variates) => {
      left.fill(0);
      for (let index = 0; index < size; index++) {
        let value = changes[index];
        for (let f = 0; f < count; f++) value -= coefficients[index * count + f] * variates[f];
        left[index] = value;
        weights.forEach((row, at) => (left[size + at] += row[index] * value));
      }
      for (let index = 0; index < left.length; index++) {
        sum[index] += left[index];
        squares[index] += left[index] * left[index];
      }
    });
    const mean = sum.map((total) => total / taken);
    const error = squares.map((total, index) => Math.sqrt((total / taken - mean[index] ** 2) / taken));
    return {
      mean: mean.subarray(0, size),
      error: error.subarray(0, size),
      sumMeans: mean.subarray(size),
      sumErrors: error.subarray(size),
    };
  }

  /** Visits the changes and the variates of at least `draws` steps; returns how many they were. */
  #sample(draws: number, visit: (changes: Float64Array, variates: Float64Array) => void): number {
    const kernel = this.#kernel;
    const g = new Float64Array(this.#directions.length + 1);
    const rounds = Math.ceil(draws / kernel.lanes);
    for (let round = 0; round < rounds; round++) {
      kernel.restart();
      kernel.advance(1);
      for (let lane = 0; lane < kernel.lanes; lane++) {
        this.#variates.fill(0);
        for (const { x, zeta } of this.#nextDraws(lane)) {
          this.#directions.forEach((direction, c) => {
            let component = 0;
            for (let j = 0; j < direction.length; j++) component += direction[j] * x[j];
            g[c] = component;
          });
          g[g.length - 1] = zeta;
          this.#products.add(g, 1 / this.#model.batchSize, this.#variates);
        }
        kernel.read(lane, this.#run);
        this.#readChanges();
        visit(this.#changes, this.#variates);
      }
    }
    return rounds * kernel.lanes;
  }

  #readChanges(): void {
    const { studentWidth: p, teacherWidth: k } = this.#model;
    const { columns, teachers } = this.#kernel;
    const { rows, secondLayer } = this.#run;
    const start = this.position;
    let at = 0;
    for (let i = 0; i < p; i++) {
      for (let r = 0; r < k; r++, at++) {
        this.#changes[at] =
          rowProduct(rows, i, teachers, r, columns) - rowProduct(start.students, i, teachers, r, columns);
      }
    }
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < p; j++, at++) {
        this.#changes[at] =
          rowProduct(rows, i, rows, j, columns) - rowProduct(start.students, i, start.students, j, columns);
      }
    }
    for (let i = 0; i < p; i++, at++) this.#changes[at] = secondLayer[i] - start.secondLayer[i];
  }
}

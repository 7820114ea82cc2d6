import type { RandomStream } from '@crossover/math-core';
import type { EngineName } from '../../src/index.ts';
import type { CompleteModel } from '../../src/model/complete-model.ts';
import { laneOf, replayedKernel, rowProduct } from './replayed-kernel.ts';

/** Sums of ΔM, ΔQ (full) and Δa, and of their squares, over independent first steps. */
export interface Sums {
  readonly draws: number;
  readonly sum: Float64Array;
  readonly sumOfSquares: Float64Array;
}

/** Draws many first steps from Ω⁰. */
export function sampleFirstSteps(
  name: EngineName,
  model: CompleteModel,
  draws: number,
  stream: RandomStream,
): Sums {
  const { studentWidth: p, teacherWidth: k, initial, secondLayer } = model;
  const kernel = replayedKernel(name, model, stream);
  const { columns, teachers } = kernel;
  const run = laneOf(kernel, model);
  const size = p * k + p * p + p;
  const sum = new Float64Array(size);
  const sumOfSquares = new Float64Array(size);
  const count = (index: number, change: number): void => {
    sum[index] += change;
    sumOfSquares[index] += change * change;
  };
  const rounds = Math.ceil(draws / kernel.lanes);
  for (let round = 0; round < rounds; round++) {
    kernel.restart();
    kernel.advance(1);
    for (let lane = 0; lane < kernel.lanes; lane++) {
      kernel.read(lane, run);
      let at = 0;
      for (let i = 0; i < p; i++) {
        for (let r = 0; r < k; r++, at++) {
          count(at, rowProduct(run.rows, i, teachers, r, columns) - initial.M[i * k + r]);
        }
      }
      for (let i = 0; i < p; i++) {
        for (let j = 0; j < p; j++, at++) {
          count(at, rowProduct(run.rows, i, run.rows, j, columns) - initial.Q[i * p + j]);
        }
      }
      for (let i = 0; i < p; i++, at++) count(at, run.secondLayer[i] - secondLayer.student[i]);
    }
  }
  return { draws: rounds * kernel.lanes, sum, sumOfSquares };
}

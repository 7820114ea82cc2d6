import { populationRisk, type RandomStream } from '@crossover/math-core';
import type { EngineName } from '../../src/index.ts';
import type { CompleteModel } from '../../src/model/complete-model.ts';
import { lazyRisk } from '../../src/model/lazy-risk.ts';
import { laneOf, replayedKernel, rowProduct, type Lane, type ReplayedKernel } from './replayed-kernel.ts';

export const OBSERVABLES = ['R', 'an off-diagonal Q', 'an M'] as const;

/**
 * Independent runs looked at after `times` steps.
 *
 * @returns for each time and observable the values of all runs
 */
export function sampleTrajectories(
  name: EngineName,
  model: CompleteModel,
  times: readonly number[],
  count: number,
  stream: RandomStream,
): Float64Array[][] {
  const kernel = replayedKernel(name, model, stream);
  const run = laneOf(kernel, model);
  const start = laneOf(kernel, model);
  kernel.restart();
  kernel.read(0, start);
  const samples = times.map(() => OBSERVABLES.map(() => new Float64Array(count)));
  for (let done = 0; done < count; done += kernel.lanes) {
    kernel.restart();
    times.forEach((time, index) => {
      kernel.advance(time - (index === 0 ? 0 : times[index - 1]));
      for (let lane = 0; lane < kernel.lanes; lane++) {
        kernel.read(lane, run);
        observe(model, kernel, start, run).forEach((value, observable) => {
          samples[index][observable][done + lane] = value;
        });
      }
    });
  }
  return samples;
}

function observe(model: CompleteModel, kernel: ReplayedKernel, start: Lane, run: Lane): number[] {
  const { studentWidth: p, teacherWidth: k, initial, activation, teacherActivation } = model;
  const { columns, teachers } = kernel;
  const products = (others: Float64Array, width: number) =>
    Float64Array.from({ length: p * width }, (_, index) => {
      const column = index % width;
      return rowProduct(run.rows, (index - column) / width, others, column, columns);
    });
  const overlaps = {
    studentWidth: p,
    teacherWidth: k,
    Q: products(run.rows, p),
    M: products(teachers, k),
    P: initial.P,
  };
  const risk =
    model.training === 'lazy'
      ? lazyRisk(model, overlaps, products(start.rows, p), run.secondLayer)
      : populationRisk(overlaps, {
          activation,
          teacherActivation,
          studentSecondLayer: run.secondLayer,
          teacherSecondLayer: model.secondLayer.teacher,
        });
  return [risk, overlaps.Q[p - 1], overlaps.M[0]];
}

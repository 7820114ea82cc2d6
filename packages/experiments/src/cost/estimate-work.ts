import { power } from '@crossover/math-core';
import { fieldCount } from '@crossover/sgd-simulator';
import type {
  RunSpecification,
  SimulationSpecification,
  TheorySpecification,
} from '../specification/run-specification.ts';
import { stepOfTime, studentWidthOf } from '../specification/scaling-of.ts';
import { driftWeightsOf } from '../specification/theory-model.ts';

/*
 * One unit of work is about a microsecond of the core these constants were measured on. They are fits over
 * p = 1 … 512, k = 1 … 32, d = 4 … 10⁶ and t = 1 … 10⁴, right within a factor of two or so; order, progress
 * and time left need no more, and hosts scale them by the speed they see.
 */

/**
 * Work of one SGD step: O(n²) at any d for the projected engine, the same for one replica or a pair of them; O(n d) for the
 * direct one. Fits to `npm run bench`; a mini-batch of b samples costs b times as much, or more where it is gathered.
 */
export function stepWork(specification: SimulationSpecification): number {
  const { inputDimension: d, teacherWidth, training, batchSize, engine } = specification;
  const p = studentWidthOf(specification);
  const n = fieldCount({ studentWidth: p, teacherWidth, training });
  if (engine === 'projected') {
    const sample = 0.03 * n + 0.0008 * n * n;
    return batchSize === 1 ? sample : batchSize * sample + 0.0015 * (p + batchSize) * p * p;
  }
  return batchSize * (0.12 + d * (0.0024 + 0.00028 * n) + 0.008 * p);
}

/** Work of one record: an average for each pair of fields; for theory, also the eigenvalues of Ω. */
export function recordWork(specification: RunSpecification): number {
  const { teacherWidth } = specification;
  const training = specification.kind === 'simulation' ? specification.training : 'full';
  const n = fieldCount({ studentWidth: studentWidthOf(specification), teacherWidth, training });
  const eigenvalues = specification.kind === 'theory' ? 0.012 * n * n * n : 0;
  return 0.5 + 0.023 * n * n + eigenvalues;
}

/**
 * Work of one evaluation of the right-hand side: the variance part takes an arcsine for each pair of
 * students and pair of fields (model.md §4), the gradient part p n² operations.
 */
export function evaluationWork(specification: TheorySpecification): number {
  const { studentWidth: p, variance } = driftOf(specification);
  const n = p + specification.teacherWidth;
  const averages = variance === 0 ? 0 : ((p * (p + 1)) / 2) * ((n * (n + 1)) / 2);
  return 0.5 + 0.0011 * p * n * n + 0.0045 * averages;
}

/**
 * Work of a whole run in units of about a microsecond. It rises with p, k, d, the last time and the number
 * of output times. An adaptive integrator takes about 50 (1 + s)^0.65 evaluations at the tolerance 1e-9 for
 * s units of gradient flow.
 */
export function estimateWork(specification: RunSpecification): number {
  const { times } = specification;
  const records = times.length * recordWork(specification);
  if (specification.kind === 'simulation') {
    const steps = stepOfTime(specification, times.length - 1) ?? 0;
    return records + steps * stepWork(specification);
  }
  const { gradient, variance } = driftOf(specification);
  const flow = times[times.length - 1] * (gradient + 0.03 * variance);
  const evaluations = 50 * power(1 + flow, 0.65) * power(1e-9 / specification.relativeTolerance, 0.15);
  return records + evaluations * evaluationWork(specification);
}

function driftOf(specification: TheorySpecification) {
  return { studentWidth: studentWidthOf(specification), ...driftWeightsOf(specification) };
}

import { logarithm, power } from '@crossover/math-core';
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

/** Work of one record: an average for each pair of fields; for theory of overlaps, also the eigenvalues of Ω. */
export function recordWork(specification: RunSpecification): number {
  if (isMeanField(specification)) return particleWork(specification);
  const { teacherWidth } = specification;
  const training = specification.kind === 'simulation' ? specification.training : 'full';
  const n = fieldCount({ studentWidth: studentWidthOf(specification), teacherWidth, training });
  const eigenvalues = specification.kind === 'theory' ? 0.012 * n * n * n : 0;
  return 0.5 + 0.023 * n * n + eigenvalues;
}

/** What an average I4 costs by the student's activation, and where an erf student has another teacher. */
const WORK_PER_AVERAGE = { erf: 0.003, linear: 0.018, quadratic: 0.06, hermite2: 0.04, relu: 1.2 } as const;
const WORK_PER_AVERAGE_OF_ERF_AND_ANOTHER = 0.045;

/**
 * Work of one evaluation of the right-hand side: the variance part takes an average for each pair of
 * students and pair of fields (model.md §4), the gradient part p n² operations.
 */
export function evaluationWork(specification: TheorySpecification): number {
  if (isMeanField(specification)) return particleWork(specification);
  const { studentWidth: p, variance } = driftOf(specification);
  const n = p + specification.teacherWidth;
  const averages = variance === 0 ? 0 : ((p * (p + 1)) / 2) * ((n * (n + 1)) / 2);
  return 0.5 + 0.0008 * p * n * n + workPerAverage(specification) * averages;
}

/** Units of gradient flow up to which accuracy and no longer stability would limit the steps. */
const EARLY = 100;

/**
 * Work of a whole run in units of about a microsecond. It rises with p, k, d, the last time and the number
 * of output times. The integrator takes about 50 (1 + s)^0.65 evaluations at the tolerance 1e-9 for s units of gradient flow up to
 * s = 100, and 900 for each decade beyond.
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
  const early = 50 * power(1 + Math.min(flow, EARLY), 0.65);
  const late = flow > EARLY ? (900 * logarithm(flow / EARLY)) / logarithm(10) : 0;
  const evaluations = (early + late) * power(1e-9 / specification.relativeTolerance, 0.15);
  return records + evaluations * evaluationWork(specification);
}

function isMeanField(specification: RunSpecification): boolean {
  return specification.kind === 'theory' && specification.equations === 'mean-field';
}

/** Of the velocities of N particles, or of their risk: O(N²k). */
function particleWork(specification: RunSpecification): number {
  const N = studentWidthOf(specification);
  const k = specification.teacherWidth;
  return 0.5 + 0.03 * N * (k + 1) + (0.0005 + 0.0004 * k) * N * N;
}

function workPerAverage({ activation, teacherActivation }: TheorySpecification): number {
  return activation === 'erf' && teacherActivation !== 'erf'
    ? WORK_PER_AVERAGE_OF_ERF_AND_ANOTHER
    : WORK_PER_AVERAGE[activation];
}

function driftOf(specification: TheorySpecification) {
  return { studentWidth: studentWidthOf(specification), ...driftWeightsOf(specification) };
}

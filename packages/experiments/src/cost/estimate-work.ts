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
 * One unit of work is about a microsecond of the core these constants were measured on (docs/benchmarks.md). They are fits over p = 1 … 1000,
 * k = 1 … 16, d = 10 … 10⁶ and t = 1 … 10⁴; `npm run bench -- --only cost` prints how far off they are. Plans scale them by the speed of the
 * machine at hand, and what is under way by the speed it shows.
 */

/** An erf and the exponential of its slope, for one field of a sample. */
const WORK_OF_ERF = 0.012;

/**
 * Work of one SGD step: O(n²) at any d for the projected engine, the same for one replica or a pair of them; O(n d) for the
 * direct one. A mini-batch of b samples costs b times as much, and in the projected engine what their Gram matrix and the
 * factor take.
 */
export function stepWork(specification: SimulationSpecification): number {
  const { inputDimension: d, teacherWidth, training, batchSize: b, engine, activation } = specification;
  const p = studentWidthOf(specification);
  if (engine === 'projected') {
    // Of the 2p + k fields of lazy training, p are those of units that never move.
    const n = p + teacherWidth + (training === 'lazy' ? 0.25 * p : 0);
    const field = activation === 'erf' ? 0.03 : 0.03 - WORK_OF_ERF;
    const sample = field * n + 0.0008 * n * n;
    return b === 1 ? sample : b * sample + 0.0004 * (p + b) * p * p + 0.006 * b * b;
  }
  const n = fieldCount({ studentWidth: p, teacherWidth, training });
  return b * (0.1 + d * (0.002 + 0.00023 * n) + 0.0065 * p);
}

/** Units per d p² of the overlaps of explicit weights, and per p³ of those of a factor. */
const WORK_OF_OVERLAPS = { direct: 0.0009, projected: 0.006 } as const;
/** Handing a record over to the host. */
const WORK_OF_HANDING_OVER = 40;

/**
 * Work of one record: an average for each pair of fields; for simulations, the overlaps from weights or factor; for theory of overlaps,
 * the eigenvalues of Ω.
 */
export function recordWork(specification: RunSpecification): number {
  if (isMeanField(specification)) return particleWork(specification);
  const p = studentWidthOf(specification);
  const { teacherWidth } = specification;
  const training = specification.kind === 'simulation' ? specification.training : 'full';
  const n = fieldCount({ studentWidth: p, teacherWidth, training });
  const averages = 0.023 * n * n;
  if (specification.kind === 'theory') return 0.5 + averages + 0.012 * n * n * n;
  return WORK_OF_HANDING_OVER + averages + overlapWork(specification, p);
}

function overlapWork({ engine, inputDimension: d }: SimulationSpecification, p: number): number {
  return WORK_OF_OVERLAPS[engine] * p * p * (engine === 'direct' ? d : p);
}

/** Work until the first step: drawing the start, factoring it, placing it. */
export function startWork(specification: RunSpecification): number {
  const p = studentWidthOf(specification);
  if (specification.kind === 'theory') return 500;
  const { engine, inputDimension: d, teacherWidth: k } = specification;
  const drawn = engine === 'direct' ? 0.02 * (p + k) * d + 0.003 * p * p * d : 0.007 * p * p * p;
  return 500 + drawn;
}

/** What an average I4 costs by the student's activation, and where an erf student has another teacher. */
const WORK_PER_AVERAGE = { erf: 0.0023, linear: 0.018, quadratic: 0.06, hermite2: 0.04, relu: 1.2 } as const;
const WORK_PER_AVERAGE_OF_ERF_AND_ANOTHER = 0.045;

/** What the integrator does around an evaluation: its stages, errors, events, and the watch over Ω. */
const WORK_OF_A_STAGE = 5;
/** The exact mean of a step takes the averages at Ω and how they change with its scale. */
const EXACT = 24;

/**
 * Work of one evaluation of the right-hand side: the variance part takes an average for each pair of
 * students and pair of fields (model.md §4), the gradient part p n² operations.
 */
export function evaluationWork(specification: TheorySpecification): number {
  if (isMeanField(specification)) return particleWork(specification);
  const { studentWidth: p, variance } = driftOf(specification);
  const n = p + specification.teacherWidth;
  const averages = variance === 0 ? 0 : ((p * (p + 1)) / 2) * ((n * (n + 1)) / 2);
  const exact = specification.equations === 'exact' ? EXACT : 1;
  return WORK_OF_A_STAGE + 0.0008 * p * n * n + exact * workPerAverage(specification) * averages;
}

/** Evaluations, Jacobians included, by units of gradient flow at the tolerance 1e-9: means over the models of docs/benchmarks.md. */
const EVALUATIONS = [
  [0.1, 29],
  [1, 65],
  [10, 220],
  [100, 1000],
  [10_000, 2600],
] as const;
/** Particles take fewer than overlaps. */
const EVALUATIONS_OF_PARTICLES = 0.6;
/** Factorisations of the Jacobian of the implicit method, for each decade of gradient flow beyond 100. */
const LATE_FACTORS = 25;
const EARLY = 100;

/**
 * Work of a whole run in units of about a microsecond. It rises with p, k, d, the last time and the number
 * of output times.
 */
export function estimateWork(specification: RunSpecification): number {
  const { times } = specification;
  const fixed = startWork(specification) + times.length * recordWork(specification);
  if (specification.kind === 'simulation') {
    const steps = stepOfTime(specification, times.length - 1) ?? 0;
    return fixed + steps * stepWork(specification);
  }
  const { studentWidth: p, gradient, variance } = driftOf(specification);
  const flow = times[times.length - 1] * (gradient + 0.003 * variance);
  const tighter = power(1e-9 / specification.relativeTolerance, 0.145);
  const fewer = isMeanField(specification) ? EVALUATIONS_OF_PARTICLES : 1;
  const evaluations = fewer * tighter * evaluationsUntil(flow);
  const decades = flow > EARLY ? decadesBetween(EARLY, flow) : 0;
  const states = (p * (p + 1)) / 2 + p * specification.teacherWidth;
  const factors = isMeanField(specification) ? 0 : LATE_FACTORS * decades * factorWork(states);
  return fixed + evaluations * evaluationWork(specification) + factors;
}

/** Between the lines of the table, and beyond them, a power of the flow. */
function evaluationsUntil(flow: number): number {
  const next = EVALUATIONS.findIndex(([until]) => flow <= until);
  const right = next < 0 ? EVALUATIONS.length - 1 : Math.max(1, next);
  const [[s0, n0], [s1, n1]] = [EVALUATIONS[right - 1], EVALUATIONS[right]];
  if (flow < s0) return n0;
  return n0 * power(n1 / n0, decadesBetween(s0, flow) / decadesBetween(s0, s1));
}

function decadesBetween(from: number, to: number): number {
  return logarithm(to / from) / logarithm(10);
}

/** Work of a factorisation of a Jacobian of this many states; of large ones the integrator does without. */
function factorWork(states: number): number {
  const largest = Math.min(states, 400);
  return 0.00012 * largest * largest * largest;
}

function isMeanField(specification: RunSpecification): boolean {
  return specification.kind === 'theory' && specification.equations === 'mean-field';
}

/** Of the velocities of N particles, or of their risk: O(N²k). */
function particleWork(specification: RunSpecification): number {
  const N = studentWidthOf(specification);
  const k = specification.teacherWidth;
  return 0.5 + 0.045 * N * (k + 1) + (0.0004 + 0.0003 * k) * N * N;
}

function workPerAverage({ activation, teacherActivation }: TheorySpecification): number {
  return activation === 'erf' && teacherActivation !== 'erf'
    ? WORK_PER_AVERAGE_OF_ERF_AND_ANOTHER
    : WORK_PER_AVERAGE[activation];
}

function driftOf(specification: TheorySpecification) {
  return { studentWidth: studentWidthOf(specification), ...driftWeightsOf(specification) };
}

import type { SimulationModel } from './model/simulation-model.ts';

/**
 * Everything this package refuses, in one place. Each message says what was found, what was needed and what to do.
 * An Ω that is no covariance is refused with math-core's NotPositiveSemidefiniteError.
 */

type ProjectableSizes = Pick<
  SimulationModel,
  'inputDimension' | 'studentWidth' | 'teacherWidth' | 'training'
>;

/** A size, rate or overlap that no model can have. */
export class InvalidModelError extends RangeError {
  override readonly name = 'InvalidModelError';
}

/** An initial condition whose parameters do not describe one. */
export class InvalidInitialConditionError extends RangeError {
  override readonly name = 'InvalidInitialConditionError';
}

/** An engine asked for a model that it cannot simulate, although the model itself is sound. */
export class EngineRefusedError extends RangeError {
  override readonly name = 'EngineRefusedError';
}

/** The overlaps left the range of floating-point numbers. */
export class OverlapOverflowError extends RangeError {
  override readonly name = 'OverlapOverflowError';
}

/** Given inputs do not suffice for the steps asked for. */
export class InputsExhaustedError extends RangeError {
  override readonly name = 'InputsExhaustedError';
}

/** A simulation was stopped by its host before the last step. */
export class SimulationAbortedError extends Error {
  override readonly name = 'SimulationAbortedError';
}

/** A checkpoint that is damaged, of another format, or of another model or engine. */
export class CheckpointRefusedError extends Error {
  override readonly name = 'CheckpointRefusedError';
}

export const messages = {
  notASize: (name: string, value: unknown) =>
    `${name} is ${String(value)}; it must be an integer from 1 to ${Number.MAX_SAFE_INTEGER}.`,
  notARate: (name: string, value: unknown) => `${name} is ${String(value)}; it must be a finite number ≥ 0.`,
  notAStepCount: (value: unknown) =>
    `advance was asked for ${String(value)} steps; the number of steps must be an integer ≥ 0.`,
  widthsDiffer: (overlaps: string, model: string) =>
    `The initial overlaps are those of ${overlaps}, the model has ${model}; draw the initial condition for the ` +
    `widths of the model.`,
  notSymmetric: (name: string, row: number, column: number, entry: number, mirrored: number) =>
    `${name} is not symmetric: entry (${row}, ${column}) is ${entry} but entry (${column}, ${row}) is ${mirrored}. ` +
    `An overlap matrix equals its transpose.`,
  wrongLength: (name: string, found: number, needed: number, shape: string) =>
    `${name} has ${found} numbers; it must have ${needed}, ${shape}.`,
  notFiniteEntry: (name: string, index: number, value: unknown) =>
    `${name} has ${String(value)} at ${index}; all its numbers must be finite.`,
  notADecay: (value: unknown) =>
    `weightDecay is ${String(value)}; it must be a number from 0 to 1, the share of the weights that a step takes away.`,
  negativeEigenvalue: (index: number, value: number) =>
    `eigenvalues has ${value} at ${index}; the variances of the inputs must be finite numbers ≥ 0.`,
  notRows: (count: number, inputDimension: number) =>
    `The given inputs are ${count} numbers, which is no whole number of rows of d = ${inputDimension}, at least one; ` +
    `give the rows one after the other.`,
  weightsOfOtherOverlaps: (name: string, row: number, column: number, found: number, needed: number) =>
    `The weights have ${name} = ${found} at (${row}, ${column}), the initial overlaps say ${needed}; give ` +
    `overlapsOfWeights(weights, …) as the initial overlaps.`,
  noReplicas: () => 'An ensemble needs at least one replica: give a random stream or a checkpoint for each.',
  stepsNotIncreasing: (index: number, earlier: number, later: number) =>
    `steps must increase; steps[${index}] is ${later} after ${earlier}.`,
  aborted: (step: number, last: number) =>
    `The simulation was stopped after ${step} of ${last} steps; it goes on from its last checkpoints.`,
  inputsExhausted: (steps: number, available: number, rows: number, passes: number, batchSize: number) =>
    `Step ${steps} was asked for, but ${rows} rows in ${passes} pass(es) with ${batchSize} sample(s) a step suffice ` +
    `for ${available} steps. Stop earlier, give more rows, or allow more passes.`,
  projectedNeedsDimensions: (
    { inputDimension, studentWidth, teacherWidth, training }: ProjectableSizes,
    fields: number,
  ) =>
    `The projected engine needs an input dimension of at least ` +
    (training === 'lazy'
      ? `2p + k = 2·${studentWidth} + ${teacherWidth} = ${fields} for lazy training`
      : `p + k = ${studentWidth} + ${teacherWidth} = ${fields}`) +
    `; it is ${inputDimension}. Use the direct engine, or a larger input dimension.`,
  projectedNeedsIsotropy: (kind: string) =>
    `The projected engine follows the overlaps alone, which are a Markov chain only for isotropic Gaussian inputs; these ` +
    `are '${kind}'. Use the direct engine.`,
  directNeedsDimensions: (inputDimension: number, rank: number) =>
    `The initial overlaps span ${rank} dimensions and cannot be those of weights in ${inputDimension} dimensions. ` +
    `Use an input dimension of at least ${rank}, or the initial condition 'sphere' or 'gaussian', which is drawn ` +
    `for a given input dimension.`,
  overflow: (step: number, learningRate: number) =>
    `The overlaps are no longer finite after ${step} steps at learning rate ${learningRate}. Use a smaller ` +
    `learning rate or noise.`,
  needsInputDimension: (kind: string) =>
    `The initial condition '${kind}' depends on the input dimension and none was given; give inputDimension, or ` +
    `use 'teacher-span', whose overlaps do not depend on it.`,
  teacherNeedsDimensions: (inputDimension: number, rank: number) =>
    `The given teacher spans ${rank} dimensions and does not fit into d = ${inputDimension}; use a larger input dimension.`,
  notPositive: (kind: string, name: string, value: unknown) =>
    `The ${name} of the initial condition '${kind}' is ${String(value)}; it must be a finite number > 0.`,
  notFinite: (kind: string, name: string, value: unknown) =>
    `The ${name} of the initial condition '${kind}' is ${String(value)}; it must be a finite number.`,
  wrongShape: (name: string, rows: number, columns: number, found: string) =>
    `${name} of the initial condition 'explicit' must be ${rows} × ${columns}, an array of ${rows} rows of ` +
    `${columns} finite numbers; found ${found}.`,
  checkpointDamaged: (problem: string) =>
    `This checkpoint is damaged: ${problem}. Resume from another checkpoint or start the run anew.`,
  checkpointNotOne: (length: number) =>
    `These ${length} bytes are not a checkpoint of an SGD engine. Give back the bytes that checkpoint() returned, ` +
    `unchanged.`,
  checkpointVersion: (found: number, needed: number) =>
    `This checkpoint has format version ${found}, this software reads version ${needed}. Start the run anew, or ` +
    `resume it with the software that wrote the checkpoint.`,
  checkpointOfAnother: (what: string, found: string, needed: string) =>
    `This checkpoint belongs to another run: its ${what} is ${found}, the run’s is ${needed}. Resume it with the ` +
    `engine and model that it was taken from.`,
  checkpointOfOtherModel: () =>
    `This checkpoint belongs to another run: it was taken from another start, other networks, another learning rule or ` +
    `other inputs. Resume it with the model that it was taken from.`,
  checkpointsOfDifferentSteps: (first: number, other: number) =>
    `These checkpoints are of different steps, ${first} and ${other}. Replicas advance together: restore those of one ` +
    `step in one ensemble.`,
} as const;

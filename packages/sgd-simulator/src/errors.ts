/**
 * Everything this package refuses, in one place. Each message says what was found, what was needed and what to do.
 * An Ω that is no covariance is refused with math-core's NotPositiveSemidefiniteError.
 */

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
  projectedNeedsDimensions: (inputDimension: number, studentWidth: number, teacherWidth: number) =>
    `The projected engine needs an input dimension of at least p + k = ${studentWidth} + ${teacherWidth} = ` +
    `${studentWidth + teacherWidth}; it is ${inputDimension}. Use the direct engine, or a larger input dimension.`,
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
  checkpointOfOtherOverlaps: () =>
    `This checkpoint belongs to another run: it was taken from other initial overlaps. Resume it with the model ` +
    `that it was taken from.`,
} as const;

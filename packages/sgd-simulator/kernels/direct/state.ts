import { STATE_BYTES } from '../../../math-core/kernels/random-streams/xoshiro256';
import { reserve } from '../../../math-core/kernels/memory/reserve';
import { batchSize, lazy, studentWidth, teacherWidth } from '../network';

/**
 * Where everything lies. Rows of weights and inputs are padded with a zero to an even number of doubles, `rowBytes` long;
 * vectors over the students to an even number, `studentBytes` long. All weights are in units of √d, so that λ = w·x.
 *
 * Samples are taken a block at a time: `blockSamples` inputs whose fields are computed together, exactly (model.md §5).
 * Within a block of sequential steps the fields of a later step are corrected by the Gram matrix of the inputs; the samples
 * of a mini-batch all see the same weights and need no correction.
 */
export let inputDimension: i32 = 0;
export let rowBytes: usize = 0;
export let studentBytes: usize = 0;
export let teacherBytes: usize = 0;
/** The teachers' rows may be shorter: coordinates that no teacher has are not stored. */
export let teacherRowBytes: usize = 0;
export let blockSamples: i32 = 1;
/** Whether the samples of a block are steps of their own. */
export let sequential: bool = true;

export let streams: usize = 0;
/** W/√d, p rows; W⁰/√d when training is lazy; W* /√d, k rows. */
export let students: usize = 0;
export let initialStudents: usize = 0;
export let teachers: usize = 0;
/** Standard deviations of the inputs' coordinates, one row, or 0 when all are 1. */
export let deviations: usize = 0;
/** a (p) and a*_r/k (k). */
export let secondLayer: usize = 0;
export let teacherOutputs: usize = 0;

/** The inputs of the current block and of the one before, b rows each; they change places. */
export let inputs: usize = 0;
export let previousInputs: usize = 0;
/** G, the Gram matrix of the block's inputs below the diagonal, b × b doubles. */
export let gram: usize = 0;
/** Label noise ζ of the block's samples, b v128 of which the first lane counts. */
export let labelNoise: usize = 0;
/** W x_s at the start of the block until the sample's turn, and then its λ; W⁰ x_s and W* x_s: one vector a sample. */
export let startFields: usize = 0;
export let initialFields: usize = 0;
export let teacherFields: usize = 0;
/** c of the block's samples, one vector over the students each; and of the block before. */
export let changes: usize = 0;
export let previousChanges: usize = 0;
/** Of the sample at hand: outputs and slopes of the students, outputs of the teachers. */
export let values: usize = 0;
export let slopes: usize = 0;
export let teacherValues: usize = 0;
/** a before a mini-batch. */
export let outputsBefore: usize = 0;
/** The fields that the single input of `addressOfWorkspace` gives the students, the initial students and the teachers. */
export let workspaceFields: usize = 0;
export let workspaceInitialFields: usize = 0;
export let workspaceTeacherFields: usize = 0;

export function reserveDirect(
  dimension: i32,
  teacherColumns: i32,
  samples: i32,
  anisotropic: i32,
): void {
  const p = <usize>studentWidth;
  const k = <usize>teacherWidth;
  const b = <usize>samples;
  inputDimension = dimension;
  rowBytes = paddedBytes(dimension);
  studentBytes = paddedBytes(studentWidth);
  teacherBytes = paddedBytes(teacherWidth);
  teacherRowBytes = paddedBytes(teacherColumns);
  blockSamples = samples;
  sequential = batchSize == 1;

  streams = reserve(STATE_BYTES);
  students = reserve(p * rowBytes);
  if (lazy) initialStudents = reserve(p * rowBytes);
  teachers = reserve(k * teacherRowBytes);
  if (anisotropic != 0) deviations = reserve(rowBytes);
  secondLayer = reserve(studentBytes);
  teacherOutputs = reserve(teacherBytes);

  inputs = reserve(b * rowBytes);
  previousInputs = reserve(b * rowBytes);
  gram = reserve(sequential ? 8 * b * b : 0);
  labelNoise = reserve(16 * b);
  startFields = reserve(b * studentBytes);
  if (lazy) initialFields = reserve(b * studentBytes);
  teacherFields = reserve(b * teacherBytes);
  changes = reserve(b * studentBytes);
  previousChanges = reserve(b * studentBytes);
  values = reserve(studentBytes);
  slopes = reserve(studentBytes);
  teacherValues = reserve(teacherBytes);
  outputsBefore = reserve(studentBytes);
  workspaceFields = reserve(studentBytes);
  workspaceInitialFields = reserve(studentBytes);
  workspaceTeacherFields = reserve(teacherBytes);
}

/** The block that is complete becomes the one before. */
export function turnBlock(): void {
  const oldInputs = previousInputs;
  previousInputs = inputs;
  inputs = oldInputs;
  const oldChanges = previousChanges;
  previousChanges = changes;
  changes = oldChanges;
}

function paddedBytes(count: i32): usize {
  return (<usize>(count + 1) & ~(<usize>1)) << 3;
}

export function addressOfStreams(): usize {
  return streams;
}

export function addressOfStudents(): usize {
  return students;
}

export function addressOfInitialStudents(): usize {
  return initialStudents;
}

export function addressOfTeachers(): usize {
  return teachers;
}

export function addressOfDeviations(): usize {
  return deviations;
}

export function addressOfSecondLayer(): usize {
  return secondLayer;
}

export function addressOfDirectTeacherOutputs(): usize {
  return teacherOutputs;
}

export function addressOfInputs(): usize {
  return inputs;
}

export function addressOfLabelNoise(): usize {
  return labelNoise;
}

export function addressOfStartFields(): usize {
  return startFields;
}

export function addressOfChanges(): usize {
  return changes;
}

/** Room for a single input. Between steps nobody needs the block before: its changes went into the weights when this one was opened. */
export function addressOfWorkspace(): usize {
  return previousInputs;
}

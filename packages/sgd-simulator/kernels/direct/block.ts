import { fillNormals, normals } from '../../../math-core/kernels/random-streams/normal';
import { lazy, noiseAmplitude, retention, studentWidth, teacherWidth } from '../network';
import {
  project,
  projectOnFour,
  projectTwoOnFour,
  update,
  updateAndProjectFour,
  updateByFour,
  updateTwoByFour,
} from './row-operations';
import {
  addressOfWorkspace,
  blockSamples,
  changes,
  deviations,
  gram,
  initialFields,
  initialStudents,
  inputDimension,
  inputs,
  labelNoise,
  previousChanges,
  previousInputs,
  rowBytes,
  sequential,
  startFields,
  streams,
  studentBytes,
  students,
  teacherBytes,
  teacherFields,
  teacherRowBytes,
  teachers,
  turnBlock,
  workspaceFields,
  workspaceInitialFields,
  workspaceTeacherFields,
} from './state';

/** Samples of the current block that have been trained on; b when the next one is due. */
export let position: i32 = 0;
/** Of these, how many are already in the weights. */
export let applied: i32 = 0;

/** A run that is new, or goes on where a block was complete: the next block is due and nothing waits. */
export function closeBlock(): void {
  position = blockSamples;
  applied = blockSamples;
}

export function countSample(): void {
  position++;
}

/** Draws the inputs of the next block, and their label noise: sample by sample, two coordinates a draw, then ζ when Δ > 0. */
export function drawBlock(): void {
  turnBlock();
  const pairs = <i32>(rowBytes >> 4);
  for (let s: usize = 0; s < <usize>blockSamples; s++) {
    const x = inputs + s * rowBytes;
    fillNormals(streams, x, pairs);
    if (inputDimension & 1) store<f64>(x + rowBytes - 8, 0);
    if (deviations != 0) {
      for (let offset: usize = 0; offset < rowBytes; offset += 16) {
        v128.store(x + offset, f64x2.mul(v128.load(x + offset), v128.load(deviations + offset)));
      }
    }
    if (noiseAmplitude > 0) v128.store(labelNoise + (s << 4), normals(streams));
  }
}

/** The same when the host provides the inputs: it fills the rows at the address returned, and then calls `openBlock`. */
export function turnToHostInputs(): usize {
  turnBlock();
  if (noiseAmplitude > 0) {
    for (let s: usize = 0; s < <usize>blockSamples; s++) v128.store(labelNoise + (s << 4), normals(streams));
  }
  return inputs;
}

/** Puts what is left of the block before into the weights, and computes all that the new block's inputs give. */
export function openBlock(): void {
  computeGram();
  const waiting = blockSamples - applied;
  if (blockSamples == 1 && waiting == 1 && retention == 1) updateAndProjectRows();
  else {
    for (let i: usize = 0; i < <usize>studentWidth; i += 2) {
      const rows = i + 1 < <usize>studentWidth ? 2 : 1;
      const row = students + i * rowBytes;
      applyToRows(row, rows, previousChanges + (i << 3), previousInputs, applied, blockSamples);
      projectRows(row, rows, rowBytes, startFields + (i << 3), studentBytes);
    }
  }
  projectFixedRows();
  position = 0;
  applied = 0;
}

/** All of an open block but the students' fields, when a run goes on from a checkpoint within it. */
export function reopenBlock(trained: i32): void {
  computeGram();
  projectFixedRows();
  position = trained;
  applied = trained;
}

/** Puts the changes of the current block so far into the weights. */
export function settle(): void {
  if (applied == position) return;
  for (let i: usize = 0; i < <usize>studentWidth; i += 2) {
    const rows = i + 1 < <usize>studentWidth ? 2 : 1;
    applyToRows(students + i * rowBytes, rows, changes + (i << 3), inputs, applied, position);
  }
  applied = position;
}

/** Fields of the single input in the workspace, at the settled weights. */
export function projectWorkspace(): void {
  const input = addressOfWorkspace();
  for (let i: usize = 0; i < <usize>studentWidth; i++) {
    store<f64>(workspaceFields + (i << 3), project(students + i * rowBytes, input, rowBytes));
    if (lazy) {
      store<f64>(workspaceInitialFields + (i << 3), project(initialStudents + i * rowBytes, input, rowBytes));
    }
  }
  for (let r: usize = 0; r < <usize>teacherWidth; r++) {
    const row = teachers + r * teacherRowBytes;
    store<f64>(workspaceTeacherFields + (r << 3), project(row, input, teacherRowBytes));
  }
}

/** One or two rows w ← κw + c x for the samples from `from` to `to`; in a mini-batch κ counts once. */
function applyToRows(row: usize, rows: i32, change: usize, x: usize, from: i32, to: i32): void {
  let s = from;
  if (retention == 1) {
    for (; s + 4 <= to; s += 4) {
      const inputsFrom = x + <usize>s * rowBytes;
      const changesFrom = change + <usize>s * studentBytes;
      if (rows == 2) updateTwoByFour(row, inputsFrom, rowBytes, changesFrom, studentBytes);
      else updateByFour(row, inputsFrom, rowBytes, changesFrom, studentBytes);
    }
  }
  for (; s < to; s++) {
    const input = x + <usize>s * rowBytes;
    const changeOfSample = change + <usize>s * studentBytes;
    const kept = sequential || s == 0 ? retention : 1;
    update(row, input, rowBytes, load<f64>(changeOfSample), kept);
    if (rows == 2) update(row + rowBytes, input, rowBytes, load<f64>(changeOfSample, 8), kept);
  }
}

function updateAndProjectRows(): void {
  const p = <usize>studentWidth;
  let i: usize = 0;
  for (; i + 4 <= p; i += 4) {
    updateAndProjectFour(
      students + i * rowBytes,
      previousInputs,
      inputs,
      rowBytes,
      previousChanges + (i << 3),
      startFields + (i << 3),
    );
  }
  for (; i < p; i++) {
    const row = students + i * rowBytes;
    update(row, previousInputs, rowBytes, load<f64>(previousChanges + (i << 3)), 1);
    store<f64>(startFields + (i << 3), project(row, inputs, rowBytes));
  }
}

/** Products of one or two rows with all inputs of the block; `length` of a row's bytes count. */
function projectRows(row: usize, rows: i32, length: usize, to: usize, step: usize): void {
  let s = 0;
  if (length == rowBytes) {
    for (; s + 4 <= blockSamples; s += 4) {
      const x = inputs + <usize>s * rowBytes;
      if (rows == 2) projectTwoOnFour(row, x, rowBytes, to + <usize>s * step, step);
      else projectOnFour(row, x, rowBytes, to + <usize>s * step, step);
    }
  }
  for (; s < blockSamples; s++) {
    const x = inputs + <usize>s * rowBytes;
    store<f64>(to + <usize>s * step, project(row, x, length));
    if (rows == 2) store<f64>(to + <usize>s * step + 8, project(row + length, x, length));
  }
}

function projectFixedRows(): void {
  for (let r: usize = 0; r < <usize>teacherWidth; r++) {
    projectRows(teachers + r * teacherRowBytes, 1, teacherRowBytes, teacherFields + (r << 3), teacherBytes);
  }
  if (!lazy) return;
  for (let i: usize = 0; i < <usize>studentWidth; i++) {
    projectRows(initialStudents + i * rowBytes, 1, rowBytes, initialFields + (i << 3), studentBytes);
  }
}

/** x_s·x_m for m < s. */
function computeGram(): void {
  if (!sequential) return;
  for (let s = 1; s < blockSamples; s++) {
    const x = inputs + <usize>s * rowBytes;
    const to = gram + ((<usize>s * <usize>blockSamples) << 3);
    let m = 0;
    for (; m + 4 <= s; m += 4) projectOnFour(x, inputs + <usize>m * rowBytes, rowBytes, to + (<usize>m << 3), 8);
    for (; m < s; m++) store<f64>(to + (<usize>m << 3), project(x, inputs + <usize>m * rowBytes, rowBytes));
  }
}

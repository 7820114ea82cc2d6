import { chiSquares } from '../../../math-core/kernels/random-streams/chi-square';
import { normals } from '../../../math-core/kernels/random-streams/normal';
import { reserve } from '../../../math-core/kernels/memory/reserve';
import { batchSize, noiseAmplitude, retention, secondLayerRate, studentWidth } from '../network';
import {
  changesOf,
  outputError,
  referenceForward,
  studentForward,
  trainSecondLayer,
  updateInSpan,
} from './forward';
import { addColumn, clearFactor } from './rank-one-update';
import {
  changes,
  draws,
  OFFSET_OF_IN_SPAN,
  OFFSET_OF_STREAMS,
  offsetOfColumns,
  offsetOfPivots,
  offsetOfSecondLayer,
  outOfSpanFields,
  referenceRows,
  restDimensions,
  sampleDraws,
} from './state';

/** Bartlett's factor of the Gram matrix of the samples' rests: rows of at most min(b, d − n) entries. */
let restFactor: usize = 0;
let restColumns: i32 = 0;
/** B + Σ_s c_s z_sᵀ, full, by columns (p × p). */
let moved: usize = 0;
/** a before the step (p). */
let outputsBefore: usize = 0;

/** Reserves what only batches of several samples need. */
export function reserveMiniBatch(): void {
  const p = <usize>studentWidth;
  restColumns = <i32>Math.min(<f64>batchSize, restDimensions);
  if (batchSize == 1) return;
  restFactor = reserve((<usize>batchSize * <usize>restColumns) << 4);
  moved = reserve((p * p) << 4);
  outputsBefore = reserve(p << 4);
}

/**
 * One step on the mean of b samples (model.md §5). The parts of the samples outside all fields enter through their Gram
 * matrix alone, Wishart with d − n degrees of freedom, drawn by its Bartlett factor R (b × min(b, d − n)). Out of the
 * span the weights become [κB + C Z, C R] with C (p × b) the changes; its columns are gathered into L D Lᵀ one by one.
 *
 * The replicas draw, for one sample after the other, u, z, the label noise (when Δ > 0), and the sample's row of R.
 */
export function miniBatchStep(block: usize): void {
  const p = studentWidth;
  const inSpan = block + OFFSET_OF_IN_SPAN;
  const secondLayer = block + offsetOfSecondLayer;
  const bytesOfSample = <usize>sampleDraws << 4;
  const bytesOfStudents = <usize>p << 4;
  drawBatch(block + OFFSET_OF_STREAMS);

  memory.copy(outputsBefore, secondLayer, bytesOfStudents);
  for (let s: usize = 0; s < <usize>batchSize; s++) {
    const u = draws + s * bytesOfSample;
    const z = u + (<usize>referenceRows << 4);
    outOfSpanForward(block + offsetOfPivots, block + offsetOfColumns, z);
    referenceForward(u);
    studentForward(inSpan, u, outOfSpanFields);
    const error = outputError(outputsBefore, v128.load(z + bytesOfStudents));
    changesOf(outputsBefore, error, changes + s * bytesOfStudents);
    if (secondLayerRate != 0) trainSecondLayer(secondLayer, error);
  }
  for (let s: usize = 0; s < <usize>batchSize; s++) {
    const kept = s == 0 ? retention : 1;
    updateInSpan(inSpan, changes + s * bytesOfStudents, draws + s * bytesOfSample, kept);
  }
  gatherOutOfSpan(block + offsetOfPivots, block + offsetOfColumns);
}

function drawBatch(streams: usize): void {
  const fields = <usize>(sampleDraws - 1) << 4;
  let row = restFactor;
  for (let s = 0; s < batchSize; s++) {
    const sample = draws + ((<usize>s * <usize>sampleDraws) << 4);
    for (let offset: usize = 0; offset < fields; offset += 16) v128.store(sample + offset, normals(streams));
    v128.store(sample + fields, noiseAmplitude > 0 ? normals(streams) : f64x2.splat(0));
    for (let column = 0; column < restColumns; column++, row += 16) {
      if (column < s) v128.store(row, normals(streams));
      else if (column == s) v128.store(row, f64x2.sqrt(chiSquares(streams, restDimensions - <f64>s)));
      else v128.store(row, f64x2.splat(0));
    }
  }
}

/** B z = L D^{1/2} z. */
function outOfSpanForward(pivots: usize, columns: usize, z: usize): void {
  const bytes = <usize>studentWidth << 4;
  memory.fill(outOfSpanFields, 0, bytes);
  for (let offset: usize = 0; offset < bytes; offset += 16) {
    const y = f64x2.mul(f64x2.sqrt(v128.load(pivots + offset)), v128.load(z + offset));
    const head = outOfSpanFields + offset;
    v128.store(head, f64x2.add(v128.load(head), y));
    for (let field = head + 16; field < outOfSpanFields + bytes; field += 16, columns += 16) {
      v128.store(field, f64x2.add(v128.load(field), f64x2.mul(y, v128.load(columns))));
    }
  }
}

/** L D Lᵀ ← [κB + C Z, C R] [κB + C Z, C R]ᵀ. */
function gatherOutOfSpan(pivots: usize, columns: usize): void {
  const p = <usize>studentWidth;
  const bytes = p << 4;
  const kept = f64x2.splat(retention);
  let entry = columns;
  for (let j: usize = 0; j < p; j++) {
    const column = moved + j * bytes;
    const root = f64x2.mul(kept, f64x2.sqrt(v128.load(pivots + (j << 4))));
    memory.fill(column, 0, j << 4);
    v128.store(column + (j << 4), root);
    for (let i = j + 1; i < p; i++, entry += 16) {
      v128.store(column + (i << 4), f64x2.mul(root, v128.load(entry)));
    }
    addChanges(column, draws + ((<usize>referenceRows + j) << 4), <usize>sampleDraws << 4);
  }
  clearFactor(studentWidth, pivots, columns);
  for (let j: usize = 0; j < p; j++) addColumn(studentWidth, pivots, columns, moved + j * bytes);
  for (let j: usize = 0; j < <usize>restColumns; j++) {
    memory.fill(outOfSpanFields, 0, bytes);
    addChanges(outOfSpanFields, restFactor + (j << 4), <usize>restColumns << 4);
    addColumn(studentWidth, pivots, columns, outOfSpanFields);
  }
}

/** column ← column + Σ_s c_s w_s, the weight w_s of sample s at weights + s·stride. */
function addChanges(column: usize, weights: usize, stride: usize): void {
  const bytes = <usize>studentWidth << 4;
  for (let s: usize = 0; s < <usize>batchSize; s++, weights += stride) {
    const w = v128.load(weights);
    const c = changes + s * bytes;
    for (let offset: usize = 0; offset < bytes; offset += 16) {
      const sum = f64x2.add(v128.load(column + offset), f64x2.mul(w, v128.load(c + offset)));
      v128.store(column + offset, sum);
    }
  }
}

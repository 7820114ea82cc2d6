import { chiSquares } from '../../../math-core/kernels/random-streams/chi-square';
import { fillNormals } from '../../../math-core/kernels/random-streams/normal';
import { batchSize, noiseAmplitude, retention, secondLayerRate, studentWidth } from '../network';
import { firstSweep } from './first-sweep';
import {
  changesOf,
  outputError,
  referenceForward,
  studentForward,
  trainSecondLayer,
  updateInSpan,
} from './forward';
import { miniBatchStep } from './mini-batch';
import { addColumn, clearFactor, rankOneUpdate } from './rank-one-update';
import {
  addressOfPair,
  changes,
  draws,
  inversePivots,
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

/** Takes `steps` steps of SGD with both replicas of a pair. */
export function advanceProjected(pair: i32, steps: f64): void {
  const block = addressOfPair(pair);
  if (batchSize == 1) {
    for (let left = <u64>steps; left > 0; left--) step(block);
  } else {
    for (let left = <u64>steps; left > 0; left--) miniBatchStep(block);
  }
}

/**
 * One step on one sample each (model.md §5): λ* = T u, λ = A u + B z, ‖x‖² = ‖u‖² + ‖z‖² + s²; the replicas draw u, z,
 * the label noise (when Δ > 0) and s² (when d > n), in this order.
 */
function step(block: usize): void {
  const p = studentWidth;
  const streams = block + OFFSET_OF_STREAMS;
  const inSpan = block + OFFSET_OF_IN_SPAN;
  const pivots = block + offsetOfPivots;
  const columns = block + offsetOfColumns;
  const secondLayer = block + offsetOfSecondLayer;

  const z = draws + (<usize>referenceRows << 4);
  fillNormals(streams, draws, noiseAmplitude > 0 ? sampleDraws : sampleDraws - 1);
  const restSquared = restDimensions > 0 ? chiSquares(streams, restDimensions) : f64x2.splat(0);

  referenceForward(draws);
  const lengthSquared = firstSweep(
    p,
    pivots,
    columns,
    z,
    restSquared,
    retention * retention,
    outOfSpanFields,
    inversePivots,
  );
  studentForward(inSpan, draws, outOfSpanFields);
  const error = outputError(secondLayer, v128.load(z + (<usize>p << 4)));
  changesOf(secondLayer, error, changes);
  if (secondLayerRate != 0) trainSecondLayer(secondLayer, error);
  updateInSpan(inSpan, changes, draws, retention);

  // The column that is left: κ B z/r + r c.
  const length = f64x2.sqrt(lengthSquared);
  const kept = f64x2.div(f64x2.splat(retention), length);
  for (let offset: usize = 0, bytes = <usize>p << 4; offset < bytes; offset += 16) {
    const left = f64x2.mul(kept, v128.load(outOfSpanFields + offset));
    v128.store(outOfSpanFields + offset, f64x2.add(left, f64x2.mul(length, v128.load(changes + offset))));
  }
  rankOneUpdate(p, pivots, inversePivots, columns, outOfSpanFields);
}

/** Before the first step: no student has a part outside the reference rows' span. */
export function clearOutOfSpan(pair: i32): void {
  const block = addressOfPair(pair);
  clearFactor(studentWidth, block + offsetOfPivots, block + offsetOfColumns);
}

/** Adds a column to B, p v128 that the host has written to `addressOfOutOfSpanColumn`. */
export function addOutOfSpanColumn(pair: i32): void {
  const block = addressOfPair(pair);
  addColumn(studentWidth, block + offsetOfPivots, block + offsetOfColumns, outOfSpanFields);
}

export function addressOfOutOfSpanColumn(): usize {
  return outOfSpanFields;
}

import { STATE_BYTES } from '../../../math-core/kernels/random-streams/xoshiro256';
import { reserve } from '../../../math-core/kernels/memory/reserve';
import { batchSize, lazy, studentWidth, teacherWidth } from '../network';

/**
 * Where everything lies. A pair of replicas is one block: every number of its state is a v128 with one replica a lane. The
 * draws and the workspace are shared by all pairs, which are advanced one after the other.
 *
 *     W* = √d T E_T,   W = √d (A E_T + B E_B),   B = L D^{1/2}
 *
 * with E_T the directions of the reference rows (the teachers, and when training is lazy the initial students too).
 */

/** A pivot of D that is to be zero: no division by it overflows, and 10⁻¹⁰⁰ is nothing beside any overlap. */
export const LEAST_PIVOT: f64 = 1e-100;

/** K: k teachers, and p initial students when training is lazy. */
export let referenceRows: i32 = 0;
/** d − n, the dimensions outside all fields. */
export let restDimensions: f64 = 0;

/** T, packed rows of its lower triangle, K(K+1)/2 doubles, the same for all replicas. */
export let referenceFactor: usize = 0;
/** a*_r/k, k doubles. */
export let teacherOutputs: usize = 0;

let firstPair: usize = 0;
let pairBytes: usize = 0;

/** Offsets within a pair's block: xoshiro state, A (p × K by rows), D, the columns of L below its diagonal, a. */
export const OFFSET_OF_STREAMS: usize = 0;
export const OFFSET_OF_IN_SPAN: usize = STATE_BYTES;
export let offsetOfPivots: usize = 0;
export let offsetOfColumns: usize = 0;
export let offsetOfSecondLayer: usize = 0;

/** Draws of one sample: u (K), z (p), then the label noise. */
export let draws: usize = 0;
export let sampleDraws: i32 = 0;
/** Sums over the columns of L, and then the students' fields (p); the reference rows' fields (K). */
export let outOfSpanFields: usize = 0;
export let studentFields: usize = 0;
export let referenceFields: usize = 0;
/** What the teachers (k) and the students (p) put out, the students' slopes, and their changes c (b × p). */
export let teacherValues: usize = 0;
export let studentValues: usize = 0;
export let studentSlopes: usize = 0;
export let changes: usize = 0;
/** 1/D after the first sweep (p). */
export let inversePivots: usize = 0;

/** Reserves the state of `pairs` pairs of replicas. */
export function reserveProjected(pairs: i32, dimensionsOutside: f64): void {
  const p = <usize>studentWidth;
  const k = <usize>teacherWidth;
  const K = lazy ? k + p : k;
  referenceRows = <i32>K;
  restDimensions = dimensionsOutside;
  referenceFactor = reserve(4 * K * (K + 1));
  teacherOutputs = reserve(8 * k);

  offsetOfPivots = OFFSET_OF_IN_SPAN + 16 * p * K;
  offsetOfColumns = offsetOfPivots + 16 * p;
  offsetOfSecondLayer = offsetOfColumns + 8 * p * (p - 1);
  pairBytes = offsetOfSecondLayer + 16 * p;
  firstPair = reserve(pairBytes * <usize>pairs);

  const b = <usize>batchSize;
  sampleDraws = <i32>(K + p) + 1;
  draws = reserve(16 * b * <usize>sampleDraws);
  outOfSpanFields = reserve(16 * p);
  studentFields = reserve(16 * p);
  referenceFields = reserve(16 * K);
  teacherValues = reserve(16 * k);
  studentValues = reserve(16 * p);
  studentSlopes = reserve(16 * p);
  changes = reserve(16 * b * p);
  inversePivots = reserve(16 * p);
}

export function addressOfPair(pair: i32): usize {
  return firstPair + pairBytes * <usize>pair;
}

export function addressOfReferenceFactor(): usize {
  return referenceFactor;
}

export function addressOfTeacherOutputs(): usize {
  return teacherOutputs;
}

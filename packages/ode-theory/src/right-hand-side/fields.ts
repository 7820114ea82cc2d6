import { assertNetwork, type ActivationName, type TeacherActivationName } from '@crossover/math-core';
import { overlapOffset } from './packed-state.ts';
import type { DriftModel } from './right-hand-side.ts';

/**
 * The local fields under one index, students 0 … p−1 then teachers p … n−1 (n = p + k), with their
 * covariance C = Ω and the output weights v_b = −a_i/p, +a*_r/k of the error E = Σ_b v_b σ_b(λ_b) + √Δ ζ.
 */
export interface Fields {
  readonly students: number;
  readonly count: number;
  readonly activation: ActivationName;
  readonly teacherActivation: TeacherActivationName;
  /** Whether a packed state ends with a. */
  readonly secondLayerMoves: boolean;
  readonly v: Float64Array;
  /** C, n × n row-major, both halves filled. */
  readonly C: Float64Array;
}

/**
 * Buffers for the fields of a model, the teacher's block of C filled from P. Throws InvalidArgumentError for unknown
 * activations or second layers of other widths.
 */
export function createFields(model: DriftModel): Fields {
  const { studentWidth: p, teacherWidth: k, P, activation = 'erf', trainsSecondLayer = false } = model;
  assertNetwork(model, p, k);
  const count = p + k;
  const v = new Float64Array(count);
  for (let i = 0; i < p; i++) v[i] = -(model.studentSecondLayer?.[i] ?? 1) / p;
  for (let r = 0; r < k; r++) v[p + r] = (model.teacherSecondLayer?.[r] ?? 1) / k;
  const C = new Float64Array(count * count);
  for (let r = 0; r < k; r++) C.set(P.subarray(r * k, (r + 1) * k), (p + r) * count + p);
  return {
    students: p,
    count,
    activation,
    teacherActivation: model.teacherActivation ?? activation,
    secondLayerMoves: trainsSecondLayer,
    v,
    C,
  };
}

/** Which activation a field has. */
export function activationOfField(
  { students, activation, teacherActivation }: Fields,
  b: number,
): TeacherActivationName {
  return b < students ? activation : teacherActivation;
}

/** Copies Q and M of a packed state into C, and a into v where it moves. */
export function loadState(
  { students: p, count: n, secondLayerMoves, v, C }: Fields,
  state: Float64Array,
): void {
  let next = 0;
  for (let i = 0; i < p; i++) {
    for (let j = i; j < p; j++) {
      const value = state[next++];
      C[i * n + j] = value;
      C[j * n + i] = value;
    }
  }
  next = overlapOffset(p);
  for (let i = 0; i < p; i++) {
    for (let b = p; b < n; b++) {
      const value = state[next++];
      C[i * n + b] = value;
      C[b * n + i] = value;
    }
  }
  if (!secondLayerMoves) return;
  for (let i = 0; i < p; i++) v[i] = -state[next++] / p;
}

import { overlapOffset } from './packed-state.ts';

/**
 * The local fields under one index, students 0 … p−1 then teachers p … n−1 (n = p + k), with their
 * covariance C = Ω and the output weights v_b = −1/p, +1/k of the error E = Σ_b v_b σ(λ_b) + √Δ ζ.
 */
export interface Fields {
  readonly students: number;
  readonly count: number;
  readonly v: Float64Array;
  /** C, n × n row-major, both halves filled. */
  readonly C: Float64Array;
}

/** Buffers for the fields, the teacher's block of C filled from P (k × k). */
export function createFields(students: number, teachers: number, P: Float64Array): Fields {
  const count = students + teachers;
  const v = new Float64Array(count).fill(-1 / students, 0, students).fill(1 / teachers, students);
  const C = new Float64Array(count * count);
  for (let r = 0; r < teachers; r++) {
    C.set(P.subarray(r * teachers, (r + 1) * teachers), (students + r) * count + students);
  }
  return { students, count, v, C };
}

/** Copies Q and M of a packed state into C. */
export function loadState({ students: p, count: n, C }: Fields, state: Float64Array): void {
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
}

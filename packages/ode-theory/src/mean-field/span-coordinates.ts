import { choleskyFactor, InvalidArgumentError } from '@crossover/math-core';
import { messages } from '../errors.ts';

/**
 * Coordinates in the teacher's span. With P = T Tᵀ, T lower triangular, the teacher r is row r of T along k orthonormal axes,
 * a student with the overlaps m has the coordinates u = T⁻¹ m, and m P⁻¹ m'ᵀ = u · u'.
 */
export interface SpanCoordinates {
  /** k, of teachers and of axes. */
  readonly teacherWidth: number;
  /** T, k × k row-major. */
  readonly T: Float64Array;
}

/**
 * Throws InvalidArgumentError when P is not k × k, or singular, since overlaps with dependent teachers do not determine coordinates, and
 * NotPositiveSemidefiniteError when it is no covariance.
 */
export function spanCoordinates(P: Float64Array, teacherWidth: number): SpanCoordinates {
  if (P.length !== teacherWidth * teacherWidth) {
    throw new InvalidArgumentError(messages.wrongLength('P', P.length, teacherWidth * teacherWidth));
  }
  const T = choleskyFactor(P, teacherWidth);
  for (let r = 0; r < teacherWidth; r++) {
    if (!(T[r * teacherWidth + r] > 0)) throw new InvalidArgumentError(messages.dependentTeachers(r));
  }
  return { teacherWidth, T };
}

/** U = M T⁻ᵀ for rows of overlaps M, by forward substitution. */
export function coordinatesOf({ teacherWidth: k, T }: SpanCoordinates, M: Float64Array): Float64Array {
  const U = M.slice();
  for (let start = 0; start < U.length; start += k) {
    for (let r = 0; r < k; r++) {
      let rest = U[start + r];
      for (let s = 0; s < r; s++) rest -= T[r * k + s] * U[start + s];
      U[start + r] = rest / T[r * k + r];
    }
  }
  return U;
}

/** M = U Tᵀ for rows of coordinates U. */
export function overlapsOfCoordinates(
  { teacherWidth: k, T }: SpanCoordinates,
  U: Float64Array,
): Float64Array {
  const M = new Float64Array(U.length);
  for (let start = 0; start < U.length; start += k) {
    for (let r = 0; r < k; r++) {
      for (let s = 0; s <= r; s++) M[start + r] += T[r * k + s] * U[start + s];
    }
  }
  return M;
}

import { NotPositiveSemidefiniteError, requireEntries, requireInteger } from '../errors.ts';
import { symmetricEigenvalues } from './symmetric-eigenvalues.ts';

const EPSILON = 2 ** -52;

/** Lower L with L Lᵀ = A for a positive semidefinite n × n matrix; zero pivots are allowed. */
export function choleskyFactor(
  A: Float64Array,
  n: number,
  options: { readonly referenceDiagonal?: ArrayLike<number> } = {},
): Float64Array {
  requireInteger('n', n, 0);
  requireEntries('A', A, n, n);
  const L = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const reference = options.referenceDiagonal?.[j] ?? A[j * n + j];
    const tolerance = 16 * n * EPSILON * Math.abs(reference);
    let pivot = A[j * n + j];
    for (let m = 0; m < j; m++) pivot -= L[j * n + m] * L[j * n + m];
    if (!(pivot >= -tolerance)) {
      throw new NotPositiveSemidefiniteError('The matrix', A, n, symmetricEigenvalues(A, n)[0]);
    }
    if (pivot <= tolerance) continue;
    const root = Math.sqrt(pivot);
    L[j * n + j] = root;
    for (let i = j + 1; i < n; i++) {
      let entry = A[i * n + j];
      for (let m = 0; m < j; m++) entry -= L[i * n + m] * L[j * n + m];
      L[i * n + j] = entry / root;
    }
  }
  return L;
}

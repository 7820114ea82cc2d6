import { requireEntries, requireInteger } from '../errors.ts';

/** Enough for any size: cyclic Jacobi converges quadratically, 6 to 10 sweeps in practice. */
const MAXIMAL_SWEEPS = 60;

/** Eigenvalues of a symmetric n × n matrix, ascending, by cyclic Jacobi rotations. */
export function symmetricEigenvalues(A: Float64Array, n: number): Float64Array {
  requireInteger('n', n, 0);
  requireEntries('A', A, n, n);
  const S = Float64Array.from(A);
  for (let sweep = 0; sweep < MAXIMAL_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        const apq = S[p * n + q];
        const scale = Math.abs(S[p * n + p]) + Math.abs(S[q * n + q]);
        if (Math.abs(apq) <= 1e-17 * scale) continue;
        rotated = true;
        const theta = (S[q * n + q] - S[p * n + p]) / (2 * apq);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        for (let i = 0; i < n; i++) {
          const x = S[i * n + p];
          const y = S[i * n + q];
          S[i * n + p] = c * x - s * y;
          S[i * n + q] = s * x + c * y;
        }
        for (let i = 0; i < n; i++) {
          const x = S[p * n + i];
          const y = S[q * n + i];
          S[p * n + i] = c * x - s * y;
          S[q * n + i] = s * x + c * y;
        }
        S[p * n + q] = 0;
        S[q * n + p] = 0;
      }
    }
    if (!rotated) break;
  }
  return Float64Array.from({ length: n }, (_, i) => S[i * n + i]).sort();
}

import { InvalidArgumentError, requireEntries, requireInteger } from '../errors.ts';

/** Cyclic Jacobi converges quadratically: 6 to 10 sweeps in practice, whatever the size. */
const MAXIMAL_SWEEPS = 60;
const NEGLIGIBLE = 1 / 18014398509481984; // 2⁻⁵⁴

/**
 * Eigenvalues of a symmetric n × n matrix (row-major; the lower triangle is read), ascending, by cyclic
 * Jacobi rotations (Golub & Van Loan, Matrix Computations, section 8.5). Absolute error of about n·10⁻¹⁶
 * times the largest one; O(n³), meant for n up to a few hundred. Throws InvalidArgumentError for entries that
 * are not finite.
 */
export function symmetricEigenvalues(A: Float64Array, n: number): Float64Array {
  requireInteger('n', n, 0);
  requireEntries('A', A, n, n);
  const S = symmetricCopy(A, n);
  const threshold = (NEGLIGIBLE * frobeniusNorm(S)) / Math.max(n, 1);
  for (let sweep = 0; sweep < MAXIMAL_SWEEPS; sweep++) {
    let rotations = 0;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        if (Math.abs(S[p * n + q]) <= threshold) continue;
        annihilate(S, n, p, q);
        rotations += 1;
      }
    }
    if (rotations === 0) break;
  }
  return Float64Array.from({ length: n }, (_, i) => S[i * n + i]).sort();
}

/** One Jacobi rotation: S_pq becomes 0, the sum of squares off the diagonal falls by 2 S_pq². */
function annihilate(S: Float64Array, n: number, p: number, q: number): void {
  const offDiagonal = S[p * n + q];
  const cotangentOfTwice = (S[q * n + q] - S[p * n + p]) / (2 * offDiagonal);
  const magnitude = Math.abs(cotangentOfTwice);
  const tangentMagnitude = 1 / (magnitude + Math.sqrt(magnitude * magnitude + 1));
  const tangent = cotangentOfTwice < 0 ? -tangentMagnitude : tangentMagnitude;
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  S[p * n + p] -= tangent * offDiagonal;
  S[q * n + q] += tangent * offDiagonal;
  S[p * n + q] = 0;
  S[q * n + p] = 0;
  for (let i = 0; i < n; i++) {
    if (i === p || i === q) continue;
    const x = S[i * n + p];
    const y = S[i * n + q];
    const newX = cosine * x - sine * y;
    const newY = sine * x + cosine * y;
    S[i * n + p] = newX;
    S[p * n + i] = newX;
    S[i * n + q] = newY;
    S[q * n + i] = newY;
  }
}

function symmetricCopy(A: Float64Array, n: number): Float64Array {
  const S = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const entry = A[i * n + j];
      if (!Number.isFinite(entry)) {
        throw new InvalidArgumentError(
          `The matrix has the entry ${entry} in row ${i}, column ${j}; eigenvalues need finite entries.`,
        );
      }
      S[i * n + j] = entry;
      S[j * n + i] = entry;
    }
  }
  return S;
}

function frobeniusNorm(S: Float64Array): number {
  let squares = 0;
  for (const entry of S) squares += entry * entry;
  return Math.sqrt(squares);
}

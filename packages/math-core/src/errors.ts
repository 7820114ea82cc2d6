/**
 * Everything this package refuses, in one place. Each message says what was found, what was needed and
 * what to do about it; the offending numbers travel with the error so that a caller can show them.
 */

/** An argument outside the domain of a function: a negative variance, a non-integer size, an empty sample. */
export class InvalidArgumentError extends RangeError {
  override readonly name = 'InvalidArgumentError';
}

/** A matrix that cannot be a covariance: its smallest eigenvalue is negative beyond rounding. */
export class NotPositiveSemidefiniteError extends RangeError {
  override readonly name = 'NotPositiveSemidefiniteError';
  /** The matrix as it was given, row-major, size × size. */
  readonly matrix: Float64Array;
  readonly size: number;
  /** The smallest eigenvalue of the matrix. */
  readonly eigenvalue: number;

  constructor(what: string, matrix: Float64Array, size: number, eigenvalue: number) {
    super(
      `${what} is not positive semidefinite: its smallest eigenvalue is ${eigenvalue}. ` +
        'A covariance needs eigenvalues ≥ 0. Overlaps of actual weight vectors give one; typed by hand they need, ' +
        `among others, M_ir² ≤ Q_ii P_rr. The matrix: ${formatMatrix(matrix, size)}`,
    );
    this.matrix = Float64Array.from(matrix);
    this.size = size;
    this.eigenvalue = eigenvalue;
  }
}

/**
 * A Gaussian average was asked for with a matrix that is no covariance: an arcsine argument would lie beyond ±1,
 * or a determinant is not positive.
 */
export class GaussianAverageDomainError extends RangeError {
  override readonly name = 'GaussianAverageDomainError';
  /** The covariance of the arguments of the average, row-major, size × size. */
  readonly matrix: Float64Array;
  readonly size: number;

  constructor(average: string, problem: string, matrix: ArrayLike<number>, size: number) {
    super(
      `${average}: ${problem}. The covariance of its arguments must be positive semidefinite with finite ` +
        `entries; look for the step that produced it. The matrix: ${formatMatrix(matrix, size)}`,
    );
    this.matrix = Float64Array.from(matrix);
    this.size = size;
  }
}

/** Largest matrix that is printed whole; beyond it only the leading block appears in the message. */
const PRINTED_SIZE = 8;

function formatMatrix(matrix: ArrayLike<number>, size: number): string {
  const shown = Math.min(size, PRINTED_SIZE);
  const rows: string[] = [];
  for (let row = 0; row < shown; row++) {
    const entries: number[] = [];
    for (let column = 0; column < shown; column++) entries.push(matrix[row * size + column]);
    rows.push(`[${entries.join(', ')}${shown < size ? ', …' : ''}]`);
  }
  return `[${rows.join(', ')}${shown < size ? ', …' : ''}]`;
}

/** Throws unless `value` is an integer ≥ `least`. */
export function requireInteger(name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) {
    throw new InvalidArgumentError(`${name} is ${value}; it must be an integer ≥ ${least}.`);
  }
}

/** Throws unless a row-major matrix has the announced number of entries. */
export function requireEntries(name: string, matrix: ArrayLike<number>, rows: number, columns: number): void {
  if (matrix.length !== rows * columns) {
    throw new InvalidArgumentError(
      `${name} has ${matrix.length} entries; a row-major ${rows} × ${columns} matrix has ${rows * columns}.`,
    );
  }
}

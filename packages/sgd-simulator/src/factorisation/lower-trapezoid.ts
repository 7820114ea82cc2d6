/**
 * Rotates the rows of F (rows × columns, row-major) in place into lower trapezoidal form, F ← F Θ with Θ
 * orthogonal: afterwards entry (a, b) is 0 for b > a and the diagonal is not negative. F Fᵀ is unchanged.
 *
 * One Householder reflection per row, in the cancellation-free form of Golub & Van Loan, *Matrix Computations*,
 * algorithm 5.1.1. No division by a pivot takes place, so rows that depend on earlier ones merely get a zero on
 * the diagonal.
 */
export function rotateToLowerTrapezoid(factor: Float64Array, rows: number, columns: number): void {
  const reflector = new Float64Array(columns);
  for (let row = 0; row < Math.min(rows, columns); row++) {
    const start = row * columns;
    const head = factor[start + row];
    let tailSquared = 0;
    for (let b = row + 1; b < columns; b++) tailSquared += factor[start + b] * factor[start + b];
    const norm = Math.sqrt(head * head + tailSquared);
    if (tailSquared === 0 && head >= 0) continue;

    reflector[row] = head <= 0 ? head - norm : -tailSquared / (head + norm);
    for (let b = row + 1; b < columns; b++) reflector[b] = factor[start + b];
    const reflectorSquared = reflector[row] * reflector[row] + tailSquared;

    factor.fill(0, start + row + 1, start + columns);
    factor[start + row] = norm;
    for (let a = row + 1; a < rows; a++)
      reflect(factor, a * columns, reflector, row, columns, reflectorSquared);
  }
}

/** y ← y − 2 (v·y / v·v) v on the components from `first` on. */
function reflect(
  factor: Float64Array,
  start: number,
  reflector: Float64Array,
  first: number,
  columns: number,
  reflectorSquared: number,
): void {
  let product = 0;
  for (let b = first; b < columns; b++) product += factor[start + b] * reflector[b];
  const scale = (2 * product) / reflectorSquared;
  for (let b = first; b < columns; b++) factor[start + b] -= scale * reflector[b];
}

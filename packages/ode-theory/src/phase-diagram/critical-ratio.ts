import { jacobian } from '../stability/jacobian.ts';
import { driftOfCopies, perfectCopies } from './copies.ts';

/** Beyond this the closed form is within 0.2 % of the computed value, which costs k⁴. */
const LARGEST_COMPUTED = 16;

/**
 * The γ/p beyond which the perfect student of k orthonormal teachers is unstable, so that even without label noise R stays
 * above 0: the smallest r > 0 at which A + rB has the eigenvalue 0, A and B the Jacobians of the gradient and the variance
 * part at Q = M = P = I, restricted to the overlaps that all units share (see `copies.ts`). In Saad & Solla's units it is
 * k η_c: π√(5/3) for k = 1. The variance part moves q and c only, so that det(A + rB) is a quadratic polynomial in r.
 *
 * Above k = 16 the approximation √3 π k/(k − 1 + 3/√5) takes its place.
 */
export function criticalRatio(k: number): number {
  if (k > LARGEST_COMPUTED) return (Math.sqrt(3) * Math.PI * k) / (k - 1 + 3 / Math.sqrt(5));
  const perfect = perfectCopies(k);
  const size = perfect.length;
  const A = jacobian(driftOfCopies(k, 0, { gradient: 1, variance: 0 }), perfect);
  const B = jacobian(driftOfCopies(k, 0, { gradient: 0, variance: 1 }), perfect);
  const at = (r: number): number =>
    determinant(
      Float64Array.from(A, (a, x) => a + r * B[x]),
      size,
    );
  const [f0, f1, f2] = [at(0), at(1), at(2)];
  const quadratic = (f2 - 2 * f1 + f0) / 2;
  const linear = f1 - f0 - quadratic;
  return smallestPositiveRoot(quadratic, linear, f0);
}

/** Of a x² + b x + c, in the form that stays right as a → 0. */
function smallestPositiveRoot(a: number, b: number, c: number): number {
  const root = Math.sqrt(b * b - 4 * a * c);
  const roots = [(2 * c) / (-b + root), (2 * c) / (-b - root)].filter((x) => x > 0);
  return Math.min(...roots);
}

/** By Gaussian elimination with row exchanges; overwrites `A`. */
function determinant(A: Float64Array, size: number): number {
  let product = 1;
  for (let c = 0; c < size; c++) {
    let pivot = c;
    for (let r = c + 1; r < size; r++) {
      if (Math.abs(A[r * size + c]) > Math.abs(A[pivot * size + c])) pivot = r;
    }
    if (pivot !== c) {
      product = -product;
      for (let x = 0; x < size; x++) {
        [A[c * size + x], A[pivot * size + x]] = [A[pivot * size + x], A[c * size + x]];
      }
    }
    product *= A[c * size + c];
    for (let r = c + 1; r < size; r++) {
      const factor = A[r * size + c] / A[c * size + c];
      for (let x = c; x < size; x++) A[r * size + x] -= factor * A[c * size + x];
    }
  }
  return product;
}

import { differencesOfProducts } from '../../math-core/kernels/compensated-arithmetic/differences-of-products';
import { count, covariance, rowBytes, tilted } from './fields';

/** Up to here the plain form keeps C⁽ⁱ⁾_bb ≥ C_bb / (1 + C_ii) to some units of its last place. */
const MODERATE: f64 = 2;

/**
 * Covariance of the fields under the Gaussian density multiplied by exp(−λ_i²/2), that is by σ'(λ_i)² up to a constant:
 *
 *     C⁽ⁱ⁾ = C − C_{·i} C_{i·} / (1 + C_ii) = [C + (C C_ii − C_{·i} C_{i·})] / (1 + C_ii),
 *
 * by the first form where C_ii is moderate, by the second where it is large. All averages of the right-hand side follow from it
 * without a further cancellation, since (1+C_ii)(1+C_ee) − C_ie² = (1+C_ii)(1+C⁽ⁱ⁾_ee); tilting it by j gives the tilted covariance
 * of the pair (i, j). Where C_ii is large, the diagonal, which enters these determinants, is compensated.
 */
export function tiltByOneField(i: usize): void {
  const rowOfI = covariance + i * rowBytes;
  const own = load<f64>(rowOfI + (i << 3));
  if (own <= MODERATE) subtractProjection(rowOfI, 1 / (1 + own));
  else tiltWithCare(rowOfI, own, 1 / (1 + own));
}

/** Two rows at a time. */
function subtractProjection(rowOfI: usize, reciprocal: f64): void {
  const size = <usize>count * rowBytes;
  let rows: usize = 0;
  let place = rowOfI;
  for (; rows + rowBytes < size; rows += 2 * rowBytes, place += 16) {
    const from = covariance + rows;
    const to = tilted + rows;
    const first = f64x2.splat(load<f64>(place) * reciprocal);
    const second = f64x2.splat(load<f64>(place, 8) * reciprocal);
    for (let offset: usize = 0; offset < rowBytes; offset += 16) {
      const withI = v128.load(rowOfI + offset);
      const next = v128.load(from + rowBytes + offset);
      v128.store(to + offset, f64x2.sub(v128.load(from + offset), f64x2.mul(first, withI)));
      v128.store(to + rowBytes + offset, f64x2.sub(next, f64x2.mul(second, withI)));
    }
  }
  if (rows < size) {
    const projection = f64x2.splat(load<f64>(place) * reciprocal);
    for (let offset: usize = 0; offset < rowBytes; offset += 16) {
      const removed = f64x2.mul(projection, v128.load(rowOfI + offset));
      v128.store(tilted + rows + offset, f64x2.sub(v128.load(covariance + rows + offset), removed));
    }
  }
}

function tiltWithCare(rowOfI: usize, own: f64, reciprocalOfI: f64): void {
  const variance = f64x2.splat(own);
  const reciprocal = f64x2.splat(reciprocalOfI);
  for (let b: usize = 0; b < <usize>count; b++) {
    const from = covariance + b * rowBytes;
    const to = tilted + b * rowBytes;
    const withI = v128.load64_splat(rowOfI + (b << 3));
    for (let offset: usize = 0; offset < rowBytes; offset += 16) {
      const entry = v128.load(from + offset);
      const removed = f64x2.sub(f64x2.mul(entry, variance), f64x2.mul(withI, v128.load(rowOfI + offset)));
      v128.store(to + offset, f64x2.mul(f64x2.add(entry, removed), reciprocal));
    }
  }
  for (let b: usize = 0; b < <usize>count; b++) {
    const diagonal = b * rowBytes + (b << 3);
    const entry = v128.load64_zero(covariance + diagonal);
    const withI = v128.load64_zero(rowOfI + (b << 3));
    const removed = differencesOfProducts(entry, variance, withI, withI);
    v128.store64_lane(tilted + diagonal, f64x2.mul(f64x2.add(entry, removed), reciprocal), 0);
  }
}

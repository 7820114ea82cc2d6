import { differencesOfProducts } from '../../math-core/kernels/compensated-arithmetic/differences-of-products';
import {
  correlations,
  correlationsEnd,
  count,
  covariance,
  diagonalAt,
  normalisations,
  pairWeights,
  rowBytes,
  tilted,
} from './fields';
import { sumOfArcsines } from './sum-of-arcsines';

const TWO_OVER_PI: f64 = 0.6366197723675814;

/** Δ, the variance of the label noise. */
export let noise: f64 = 0;

/** The least 1/√(1 + C̃_bb). */
let leastNormalisation: f64 = 0;

export function setNoise(variance: f64): void {
  noise = variance;
}

/**
 * Φ_noise,ij = Σ_b Σ_e v_b v_e I4(i, j; b, e) + Δ J2(i, j) for i ≤ j, from the covariance C⁽ⁱ⁾ tilted by i (Saad & Solla,
 * Phys. Rev. E 52, 4225 (1995); arranged as one more tilt and one arcsine per unordered pair):
 *
 *     C̃ = C⁽ⁱ⁾ − C⁽ⁱ⁾_{·j} C⁽ⁱ⁾_{j·} / (1 + C⁽ⁱ⁾_jj),
 *     J2(i, j) = (2/π) / √((1+C_ii)(1+C⁽ⁱ⁾_jj)),
 *     Φ_noise,ij = J2 · [ (2/π) Σ_be v_b v_e asin( C̃_be / √((1+C̃_bb)(1+C̃_ee)) ) + Δ ].
 *
 * i = j is no special case. An impossible covariance makes the result NaN: a root of a negative number or an arcsine
 * beyond ±1, never a clipped value.
 */
export function variancePart(i: usize, j: usize): f64 {
  const rowOfJ = tilted + j * rowBytes;
  const scale = 1 + load<f64>(rowOfJ + (j << 3));
  const reciprocal = 1 / scale;
  if (!normalise(rowOfJ, reciprocal)) normaliseWithCare(rowOfJ, scale - 1, reciprocal);
  correlate(rowOfJ, reciprocal);
  // The correlations of a covariance are largest on its diagonal: C̃_bb/(1 + C̃_bb).
  const largest = 1 - leastNormalisation * leastNormalisation;
  const total = sumOfArcsines(correlations, correlationsEnd, pairWeights, largest);
  const J2 = TWO_OVER_PI / Math.sqrt((1 + load<f64>(covariance + i * rowBytes + (i << 3))) * scale);
  return J2 * (TWO_OVER_PI * total + noise);
}

/**
 * C̃_be / √((1+C̃_bb)(1+C̃_ee)) for all pairs, row by row from the diagonal on, two at a time (see `pairWeights`), and two rows
 * together, which begin at the same column.
 */
function correlate(rowOfJ: usize, reciprocal: f64): void {
  let to = correlations;
  let first: usize = 0;
  for (; first + 16 <= <usize>count << 3; first += 16) {
    const row = tilted + (first >> 3) * rowBytes;
    const length = rowBytes - first;
    const projection = f64x2.splat(load<f64>(rowOfJ + first) * reciprocal);
    const nextProjection = f64x2.splat(load<f64>(rowOfJ + first, 8) * reciprocal);
    const normalisation = v128.load64_splat(normalisations + first);
    const nextNormalisation = v128.load64_splat(normalisations + first, 8);
    for (let offset = first; offset < rowBytes; offset += 16, to += 16) {
      const withJ = v128.load(rowOfJ + offset);
      const others = v128.load(normalisations + offset);
      const entry = f64x2.sub(v128.load(row + offset), f64x2.mul(projection, withJ));
      const next = f64x2.sub(v128.load(row + rowBytes + offset), f64x2.mul(nextProjection, withJ));
      v128.store(to, f64x2.mul(entry, f64x2.mul(normalisation, others)));
      v128.store(to + length, f64x2.mul(next, f64x2.mul(nextNormalisation, others)));
    }
    to += length;
  }
  if (first < <usize>count << 3) {
    // The last of an odd number of rows has the diagonal only.
    const normalisation = load<f64>(normalisations + first);
    const withJ = load<f64>(rowOfJ + first);
    const entry = load<f64>(tilted + (first >> 3) * rowBytes + first) - withJ * reciprocal * withJ;
    store<f64>(to, entry * (normalisation * normalisation));
  }
}

/**
 * 1/√(1 + C̃_bb) for all fields; what pads a row becomes 1 and meets zeros only. False where C̃_bb = C⁽ⁱ⁾_bb − … takes so much away
 * that digits are lost.
 */
function normalise(rowOfJ: usize, reciprocal: f64): bool {
  const one = f64x2.splat(1);
  const perScale = f64x2.splat(reciprocal);
  let least = one;
  let lost = i64x2.splat(0);
  for (let offset: usize = 0; offset < rowBytes; offset += 16) {
    const own = diagonalAt(tilted, offset);
    const withJ = v128.load(rowOfJ + offset);
    const square = f64x2.add(one, f64x2.sub(own, f64x2.mul(f64x2.mul(withJ, perScale), withJ)));
    lost = v128.or(lost, f64x2.gt(own, f64x2.add(square, square)));
    const normalisation = f64x2.div(one, f64x2.sqrt(square));
    least = f64x2.pmin(least, normalisation);
    v128.store(normalisations + offset, normalisation);
  }
  leastNormalisation = Math.min(f64x2.extract_lane(least, 0), f64x2.extract_lane(least, 1));
  return !v128.any_true(lost);
}

/** The same with the determinants (1 + C⁽ⁱ⁾_bb)(1 + C⁽ⁱ⁾_jj) − C⁽ⁱ⁾_jb² compensated. */
function normaliseWithCare(rowOfJ: usize, variance: f64, reciprocal: f64): void {
  const one = f64x2.splat(1);
  const varianceOfJ = f64x2.splat(variance);
  const perScale = f64x2.splat(reciprocal);
  let least = one;
  for (let offset: usize = 0; offset < rowBytes; offset += 16) {
    const own = diagonalAt(tilted, offset);
    const withJ = v128.load(rowOfJ + offset);
    const determinant = f64x2.add(own, differencesOfProducts(own, varianceOfJ, withJ, withJ));
    const normalisation = f64x2.div(one, f64x2.sqrt(f64x2.add(one, f64x2.mul(determinant, perScale))));
    least = f64x2.pmin(least, normalisation);
    v128.store(normalisations + offset, normalisation);
  }
  leastNormalisation = Math.min(f64x2.extract_lane(least, 0), f64x2.extract_lane(least, 1));
}

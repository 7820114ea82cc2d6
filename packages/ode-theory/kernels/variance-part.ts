import { differencesOfProducts } from '../../math-core/kernels/compensated-arithmetic/differences-of-products';
import { arcsines } from '../../math-core/kernels/special-functions/arcsine';
import {
  correlations,
  correlationsEnd,
  count,
  covariance,
  normalisations,
  pairWeights,
  rowBytes,
  tilted,
} from './fields';

const TWO_OVER_PI: f64 = 0.6366197723675814;

/** Δ, the variance of the label noise. */
export let noise: f64 = 0;

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
  normalise(rowOfJ, scale - 1, reciprocal);
  correlate(rowOfJ, reciprocal);
  let sum = f64x2.splat(0);
  let weight = pairWeights;
  for (let place = correlations; place < correlationsEnd; place += 16, weight += 16) {
    sum = f64x2.add(sum, f64x2.mul(v128.load(weight), arcsines(v128.load(place))));
  }
  const total = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  const J2 = TWO_OVER_PI / Math.sqrt((1 + load<f64>(covariance + i * rowBytes + (i << 3))) * scale);
  return J2 * (TWO_OVER_PI * total + noise);
}

/** C̃_be / √((1+C̃_bb)(1+C̃_ee)) for all pairs, row by row from the diagonal on, two at a time (see `pairWeights`). */
function correlate(rowOfJ: usize, reciprocal: f64): void {
  let to = correlations;
  for (let b: usize = 0; b < <usize>count; b++) {
    const row = tilted + b * rowBytes;
    const projection = f64x2.splat(load<f64>(rowOfJ + (b << 3)) * reciprocal);
    const normalisation = v128.load64_splat(normalisations + (b << 3));
    for (let offset = (b & ~(<usize>1)) << 3; offset < rowBytes; offset += 16, to += 16) {
      const removed = f64x2.mul(projection, v128.load(rowOfJ + offset));
      const scaled = f64x2.mul(normalisation, v128.load(normalisations + offset));
      v128.store(to, f64x2.mul(f64x2.sub(v128.load(row + offset), removed), scaled));
    }
  }
}

/** 1/√(1 + C̃_bb) for all fields; what pads a row becomes 1 and meets zeros only. */
function normalise(rowOfJ: usize, variance: f64, reciprocal: f64): void {
  const varianceOfJ = f64x2.splat(variance);
  const perScale = f64x2.splat(reciprocal);
  for (let b: usize = 0; b < <usize>count; b += 2) {
    const offset = b << 3;
    const diagonal = tilted + b * rowBytes + offset;
    let own = v128.load64_zero(diagonal);
    if (b + 1 < <usize>count) own = v128.load64_lane(diagonal + rowBytes + 8, own, 1);
    const withJ = v128.load(rowOfJ + offset);
    const determinant = f64x2.add(own, differencesOfProducts(own, varianceOfJ, withJ, withJ));
    const root = f64x2.sqrt(f64x2.add(f64x2.splat(1), f64x2.mul(determinant, perScale)));
    v128.store(normalisations + offset, f64x2.div(f64x2.splat(1), root));
  }
}

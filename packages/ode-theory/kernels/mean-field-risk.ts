import { reserve } from '../../math-core/kernels/memory/reserve';
import { arcsines } from '../../math-core/kernels/special-functions/arcsine';
import {
  axes,
  complements,
  count,
  directions,
  normalisations,
  rowBytes,
  teacherDirections,
  teachers,
  teacherWeights,
} from './mean-field-particles';

const ONE_OVER_PI: f64 = 0.3183098861837907;

/** Correlations of one field with the particles. */
let correlations: usize = 0;
/** The sum so far, and the rounding errors it has lost (Neumaier, Z. Angew. Math. Mech. 54, 39 (1974)). */
let sum: f64 = 0;
let lost: f64 = 0;

export function reserveCorrelations(): void {
  correlations = reserve(rowBytes);
}

/**
 * The part of R that moves, from the particles that were loaded last:
 *
 *     (1/π) [ (1/N²) (Σ_i asin ρ_ii + 2 Σ_{i<j} asin ρ_ij) − (2/N) Σ_ir (a*_r/k) asin ρ_ir ],
 *
 * ρ_ii = C_ii/(1 + C_ii) for the units of a finite network and |u|²/(1 + C_ii) for a distribution. `constant` is what the teachers
 * contribute among themselves, in the bracket; the three cancel as R → 0, hence the compensated sum.
 */
export function riskOfParticles(constant: f64, distributed: bool): f64 {
  const weight = 1 / <f64>count;
  const packedBytes = <usize>count << 3;
  sum = constant;
  lost = 0;
  for (let i: usize = 0; i < packedBytes; i += 8) {
    const others = arcsinesWith(directions + i, rowBytes, i + 8, packedBytes);
    add(weight * weight * (2 * others + ownArcsine(i, distributed)));
  }
  for (let r: usize = 0; r < <usize>teachers; r++) {
    const teacher = teacherDirections + ((r * <usize>axes) << 3);
    add(-2 * weight * load<f64>(teacherWeights + (r << 3)) * arcsinesWith(teacher, 8, 0, packedBytes));
  }
  return ONE_OVER_PI * (sum + lost);
}

function add(term: f64): void {
  const total = sum + term;
  lost += abs(sum) >= abs(term) ? sum - total + term : term - total + sum;
  sum = total;
}

function ownArcsine(i: usize, distributed: bool): f64 {
  const n = load<f64>(normalisations + i);
  const rest = distributed ? load<f64>(complements + i) : n * n;
  return f64x2.extract_lane(arcsines(f64x2.splat(1 - rest)), 0);
}

/**
 * Σ asin ρ of one field with the particles from `first` to `end` (bytes of a row); the coordinates of its ũ lie `stride` bytes
 * apart.
 */
function arcsinesWith(field: usize, stride: usize, first: usize, end: usize): f64 {
  const even = first & ~(<usize>15);
  for (let axis: usize = 0; axis < <usize>axes; axis++) {
    const coordinate = v128.load64_splat(field + axis * stride);
    const row = directions + axis * rowBytes;
    for (let at = even; at < end; at += 16) {
      let rho = f64x2.mul(coordinate, v128.load(row + at));
      if (axis > 0) rho = f64x2.add(rho, v128.load(correlations + at));
      v128.store(correlations + at, rho);
    }
  }
  // The field itself, where it shares a pair of lanes with its neighbour; what pads a row is 0 already.
  if (even < first) store<f64>(correlations + even, 0);
  let angles = f64x2.splat(0);
  for (let at = even; at < end; at += 16) angles = f64x2.add(angles, arcsines(v128.load(correlations + at)));
  return f64x2.extract_lane(angles, 0) + f64x2.extract_lane(angles, 1);
}

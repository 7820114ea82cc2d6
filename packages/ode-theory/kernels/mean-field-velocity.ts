import { differencesOfProducts } from '../../math-core/kernels/compensated-arithmetic/differences-of-products';
import {
  axes,
  complements,
  count,
  derivative,
  directions,
  forces,
  lengths,
  normalisations,
  rowBytes,
  spanBytes,
  teacherDirections,
  teachers,
  teacherWeights,
} from './mean-field-particles';

const TWO_OVER_PI: f64 = 0.6366197723675814;

/**
 * Completes the forces: H = −(1/N) Σ_j … over the particles + Σ_r (a*_r/k) ũ_r/√(1 − ρ_ir²) over the teachers, where 1 − ρ² is a sum
 * of terms ≥ 0 as in `complementOfSquare`.
 */
export function addTeachers(): void {
  const weight = f64x2.splat(-1 / <f64>count);
  for (let at = forces; at < forces + spanBytes; at += 16) v128.store(at, f64x2.mul(v128.load(at), weight));
  for (let r: usize = 0; r < <usize>teachers; r++) {
    addTeacher(teacherDirections + ((r * <usize>axes) << 3), load<f64>(teacherWeights + (r << 3)));
  }
}

function addTeacher(teacher: usize, weight: f64): void {
  const teacherEnd = teacher + (<usize>axes << 3);
  const signBit = f64x2.splat(-0.0);
  const half = f64x2.splat(0.5);
  const two = f64x2.splat(2);
  const weights = f64x2.splat(weight);
  let inside: f64 = 0;
  for (let from = teacher; from < teacherEnd; from += 8) inside += load<f64>(from) * load<f64>(from);
  const rest = f64x2.splat(1 - inside);
  for (let i: usize = 0; i < rowBytes; i += 16) {
    let rho = f64x2.splat(0);
    for (let from = teacher, axis = directions + i; from < teacherEnd; from += 8, axis += rowBytes) {
      rho = f64x2.add(rho, f64x2.mul(v128.load64_splat(from), v128.load(axis)));
    }
    const sign = v128.and(rho, signBit);
    let square = f64x2.splat(0);
    for (let from = teacher, axis = directions + i; from < teacherEnd; from += 8, axis += rowBytes) {
      const difference = f64x2.sub(v128.load(axis), v128.xor(v128.load64_splat(from), sign));
      square = f64x2.add(square, f64x2.mul(difference, difference));
    }
    const t = f64x2.mul(half, f64x2.add(square, f64x2.add(v128.load(complements + i), rest)));
    const force = f64x2.div(weights, f64x2.sqrt(f64x2.mul(t, f64x2.sub(two, t))));
    for (let from = teacher, axis = forces + i; from < teacherEnd; from += 8, axis += rowBytes) {
      v128.store(axis, f64x2.add(v128.load(axis), f64x2.mul(force, v128.load64_splat(from))));
    }
  }
}

/**
 * The velocities, packed like the state, from the completed forces. With n = 1/√(1 + C_ii) and v = −1/N,
 *
 *     du/dt = g (2/π) n { H − ũ (ũ·H) + v α ũ },     dr/dt = g (2/π) n² r { v β − ũ·H },
 *     H − ũ (ũ·H) = (1 − |ũ|²) H + Σ_s ũ_s (ũ_s H − ũ H_s),
 *
 * where nothing cancels as |ũ| → 1. The particle's own term is α = β = 1/√(1 + 2C_ii) when the particles are the units of a finite
 * network, and, when they stand for a distribution, what another particle in the same place contributes:
 * α = (1 + r²)/D, β = −|u|²/D, D = √((1 + r²)(1 + C_ii + |u|²)).
 */
export function writeVelocities(gradient: f64, distributed: bool): void {
  const packedBytes = <usize>count << 3;
  const scale = f64x2.splat(gradient * TWO_OVER_PI);
  const weight = f64x2.splat(-1 / <f64>count);
  const spanEnd = directions + <usize>axes * rowBytes;
  const toForces = forces - directions;
  for (let i: usize = 0; i < packedBytes; i += 16) {
    const n = v128.load(normalisations + i);
    const complement = v128.load(complements + i);
    let along = f64x2.splat(0);
    let inside = f64x2.splat(0);
    for (let axis = directions + i; axis < spanEnd; axis += rowBytes) {
      const u = v128.load(axis);
      along = f64x2.add(along, f64x2.mul(u, v128.load(axis + toForces)));
      inside = f64x2.add(inside, f64x2.mul(u, u));
    }
    let alpha = f64x2.div(n, f64x2.sqrt(f64x2.sub(f64x2.splat(2), f64x2.mul(n, n))));
    let beta = alpha;
    if (distributed) {
      // In units of 1 + C_ii, 1 + r² is the complement and |u|² is |ũ|².
      const root = f64x2.sqrt(f64x2.mul(complement, f64x2.add(f64x2.splat(1), inside)));
      alpha = f64x2.div(complement, root);
      beta = f64x2.neg(f64x2.div(inside, root));
    }
    const own = f64x2.mul(weight, alpha);
    const scaled = f64x2.mul(scale, n);
    let to = derivative + i;
    const both = i + 8 < packedBytes;
    for (let axis = directions + i; axis < spanEnd; axis += rowBytes, to += packedBytes) {
      let force = f64x2.mul(complement, v128.load(axis + toForces));
      force = f64x2.add(force, acrossDirection(axis, directions + i, spanEnd, toForces));
      force = f64x2.add(force, f64x2.mul(own, v128.load(axis)));
      store2(to, f64x2.mul(scaled, force), both);
    }
    const radial = f64x2.sub(f64x2.mul(weight, beta), along);
    store2(to, f64x2.mul(f64x2.mul(scaled, f64x2.mul(n, v128.load(lengths + i))), radial), both);
  }
}

/** Σ_s ũ_s (ũ_s H_x − ũ_x H_s) for the axis x of two particles, each difference compensated. */
function acrossDirection(axis: usize, first: usize, end: usize, toForces: usize): v128 {
  const u = v128.load(axis);
  const force = v128.load(axis + toForces);
  let sum = f64x2.splat(0);
  for (let other = first; other < end; other += rowBytes) {
    if (other == axis) continue;
    const otherU = v128.load(other);
    const difference = differencesOfProducts(otherU, force, u, v128.load(other + toForces));
    sum = f64x2.add(sum, f64x2.mul(otherU, difference));
  }
  return sum;
}

/** The state has no padding: the second lane of the last pair may belong to another row. */
@inline
function store2(to: usize, values: v128, both: bool): void {
  if (both) v128.store(to, values);
  else v128.store64_lane(to, values, 0);
}

import { reserve } from '../../math-core/kernels/memory/reserve';

/**
 * Where everything lies. A particle is a weight vector divided by √d: its coordinates u along `axes` orthonormal axes of the
 * teacher's span and the length r of what is outside, C_ii = |u|² + r². One row holds one coordinate of all particles, padded
 * with zeros to an even number of doubles, `rowBytes` long; the axes too are padded to an even number.
 */
export let count: i32 = 0;
export let axes: i32 = 0;
export let rowBytes: usize = 0;
/** All rows of axes, those that pad included, in bytes. */
export let spanBytes: usize = 0;

/** State and derivative as the host knows them: axis after axis, then r, `count` doubles each and nothing between. */
export let state: usize = 0;
export let derivative: usize = 0;
/** ũ = u/√(1 + C_ii), so that the correlation C_ib/√((1+C_ii)(1+C_bb)) is ũ_i · ũ_b. */
export let directions: usize = 0;
/** H_i = Σ_b v_b ũ_b/√(1 − ρ_ib²) over all fields but the particle itself; students first without their weight −1/N. */
export let forces: usize = 0;
/** Rows: r, 1/√(1 + C_ii), and 1 − |ũ|² = (1 + r²)/(1 + C_ii). */
export let lengths: usize = 0;
export let normalisations: usize = 0;
export let complements: usize = 0;
/** Row after row of k doubles: ũ of the teachers; and a*_r/k. */
export let teachers: i32 = 0;
export let teacherDirections: usize = 0;
export let teacherWeights: usize = 0;

/** The least 1 − |ũ|² of the particles: how close correlations may come to ±1. */
export let leastComplement: f64 = 1;

export function reserveParticles(particleCount: i32, axisCount: i32, teacherCount: i32): void {
  count = particleCount;
  axes = axisCount;
  teachers = teacherCount;
  rowBytes = (<usize>(count + 1) & ~(<usize>1)) << 3;
  spanBytes = (<usize>(axes + 1) & ~(<usize>1)) * rowBytes;
  const stateBytes = (<usize>count * <usize>(axes + 1)) << 3;
  state = reserve(stateBytes);
  derivative = reserve(stateBytes);
  directions = reserve(spanBytes);
  forces = reserve(spanBytes);
  lengths = reserve(rowBytes);
  normalisations = reserve(rowBytes);
  complements = reserve(rowBytes);
  teacherDirections = reserve((<usize>teachers * <usize>axes) << 3);
  teacherWeights = reserve(<usize>teachers << 3);
}

/** Fills all rows from the packed state. */
export function loadParticles(): void {
  const packedBytes = <usize>count << 3;
  const lastAxis = state + <usize>axes * packedBytes;
  leastComplement = 1;
  // What pads the rows: a particle at the origin, which correlates with nobody.
  store<f64>(complements + rowBytes - 8, 1);
  store<f64>(normalisations + rowBytes - 8, 1);
  for (let i: usize = 0; i < packedBytes; i += 8) {
    const r = load<f64>(lastAxis + i);
    let inside: f64 = 0;
    for (let from = state + i; from < lastAxis; from += packedBytes) {
      const u = load<f64>(from);
      inside += u * u;
    }
    const scale = 1 + (inside + r * r);
    const normalisation = 1 / Math.sqrt(scale);
    const complement = (1 + r * r) / scale;
    for (let from = state + i, to = directions + i; from < lastAxis; from += packedBytes, to += rowBytes) {
      store<f64>(to, load<f64>(from) * normalisation);
    }
    store<f64>(lengths + i, r);
    store<f64>(normalisations + i, normalisation);
    store<f64>(complements + i, complement);
    // NaN stays out of the comparison and comes back through the derivative.
    if (complement < leastComplement) leastComplement = complement;
  }
}

export function addressOfState(): usize {
  return state;
}

export function addressOfDerivative(): usize {
  return derivative;
}

export function addressOfTeacherDirections(): usize {
  return teacherDirections;
}

export function addressOfTeacherWeights(): usize {
  return teacherWeights;
}

import { I2, I3 } from '@crossover/math-core';
import type { Particles } from '../../src/index.ts';
import { eliminate } from '../support/linear-system.ts';

/** Velocities of particles: dm_i/dt (N × k) and dq⊥_i/dt. */
export interface ParticleVelocities {
  readonly dM: Float64Array;
  readonly dOutOfSpan: Float64Array;
}

/** Covariance of the fields, particles first, from P⁻¹; in `distribution`, `twin(i)` is the covariance with another unit like i. */
function fieldsOf({ count: N, teacherWidth: k, M, outOfSpan, P }: Particles) {
  const rows = (flat: Float64Array, length: number) =>
    Array.from({ length: flat.length / length }, (_, i) => [...flat.subarray(i * length, (i + 1) * length)]);
  const m = rows(M, k);
  const p = rows(P, k);
  const solved = m.map((row) => eliminate(p, row).solution);
  const product = (i: number, j: number) => m[i].reduce((sum, x, r) => sum + x * solved[j][r], 0);
  const C = (b: number, e: number): number => {
    if (b >= N && e >= N) return p[b - N][e - N];
    if (b >= N) return m[e][b - N];
    if (e >= N) return m[b][e - N];
    return product(b, e) + (b === e ? outOfSpan[b] : 0);
  };
  return { C, twin: (i: number) => product(i, i) };
}

/** The equations of the mean-field limit written down term by term (MeanFieldFlow states them), with scalar averages. */
export function plainMeanFieldVelocities(
  particles: Particles,
  gradient: number,
  teacherSecondLayer = new Float64Array(particles.teacherWidth).fill(1),
  particlesAre: 'units' | 'distribution' = 'units',
): ParticleVelocities {
  const { count: N, teacherWidth: k, outOfSpan } = particles;
  const { C, twin } = fieldsOf(particles);
  const v = (b: number) => (b < N ? -1 / N : teacherSecondLayer[b - N] / k);
  const others = (i: number) => Array.from({ length: N + k }, (_, b) => b).filter((b) => b !== i);
  const slope = (i: number, b: number, cib: number) =>
    1 / Math.sqrt((1 + C(i, i)) * (1 + C(b, b)) - cib * cib);
  const dM = new Float64Array(N * k);
  const dOutOfSpan = new Float64Array(N);
  for (let i = 0; i < N; i++) {
    const cii = C(i, i);
    const ownCovariance = particlesAre === 'units' ? cii : twin(i);
    for (let r = 0; r < k; r++) {
      const mir = C(i, N + r);
      let psi = v(i) * I3(cii, mir, ownCovariance, mir, cii);
      for (const b of others(i)) psi += v(b) * I3(cii, mir, C(i, b), C(N + r, b), C(b, b));
      dM[i * k + r] = gradient * psi;
    }
    let growth = (-v(i) * ownCovariance * slope(i, i, ownCovariance)) / (1 + cii);
    if (particlesAre === 'units') growth += v(i) * slope(i, i, cii);
    for (const b of others(i)) growth -= (v(b) * C(i, b) * slope(i, b, C(i, b))) / (1 + cii);
    dOutOfSpan[i] = gradient * (4 / Math.PI) * outOfSpan[i] * growth;
  }
  return { dM, dOutOfSpan };
}

/** R as a double sum over fields. */
export function plainMeanFieldRisk(
  particles: Particles,
  teacherSecondLayer = new Float64Array(particles.teacherWidth).fill(1),
  particlesAre: 'units' | 'distribution' = 'units',
): number {
  const { count: N, teacherWidth: k } = particles;
  const { C, twin } = fieldsOf(particles);
  const v = (b: number) => (b < N ? -1 / N : teacherSecondLayer[b - N] / k);
  let sum = 0;
  for (let b = 0; b < N + k; b++) {
    for (let e = 0; e < N + k; e++) {
      const cbe = b === e && b < N && particlesAre === 'distribution' ? twin(b) : C(b, e);
      sum += v(b) * v(e) * I2(C(b, b), cbe, C(e, e));
    }
  }
  return 0.5 * sum;
}

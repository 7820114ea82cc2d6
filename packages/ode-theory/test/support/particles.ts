import { RandomStream } from '@crossover/math-core';
import type { Particles } from '../../src/index.ts';
import { MeanFieldFlow, type MeanFieldModel } from '../../src/mean-field/mean-field-flow.ts';
import type { ParticleVelocities } from '../oracles/mean-field.ts';
import { eliminate } from './linear-system.ts';

/**
 * Particles and teachers in general position: students N(0, size²/k) along k axes, q⊥ = 0 for every third of them, teachers a
 * third of that beside the axes (independent, and far from singular).
 */
export function genericParticles(count: number, teacherWidth: number, seed: string, size = 1): Particles {
  const stream = RandomStream.fromKey(seed);
  const k = teacherWidth;
  const normals = (rows: number) =>
    Float64Array.from({ length: rows * k }, () => stream.normal() / Math.sqrt(k));
  const teachers = normals(k).map((x, index) => 0.3 * x + (index % (k + 1) === 0 ? 1 : 0));
  const product = (A: Float64Array, i: number, B: Float64Array, j: number) =>
    Array.from({ length: k }, (_, axis) => A[i * k + axis] * B[j * k + axis]).reduce((sum, x) => sum + x, 0);
  const students = normals(count).map((x) => size * x);
  return {
    count,
    teacherWidth,
    M: Float64Array.from({ length: count * k }, (_, x) =>
      product(students, Math.floor(x / k), teachers, x % k),
    ),
    outOfSpan: Float64Array.from({ length: count }, (_, i) =>
      i % 3 === 0 ? 0 : size * size * stream.uniform(),
    ),
    P: Float64Array.from({ length: k * k }, (_, x) => product(teachers, Math.floor(x / k), teachers, x % k)),
  };
}

/** The kernel's velocities in terms of m and q⊥: dm = T du is linear like m itself, dq⊥ = 2 r dr. */
export function meanFieldVelocities(
  particles: Particles,
  gradient: number,
  model: MeanFieldModel = {},
): ParticleVelocities {
  const { count: N, teacherWidth: k } = particles;
  const flow = new MeanFieldFlow(particles, model);
  const derivative = new Float64Array(flow.initial.length);
  flow.velocities(gradient)(flow.initial, derivative);
  return {
    dM: flow.particlesAt(derivative).M,
    dOutOfSpan: Float64Array.from(
      { length: N },
      (_, i) => 2 * flow.initial[k * N + i] * derivative[k * N + i],
    ),
  };
}

/** The same particles without a part outside the span. */
export function inSpan(particles: Particles): Particles {
  return { ...particles, outOfSpan: new Float64Array(particles.count) };
}

/** (A, i, B, j) ↦ a_i P⁻¹ b_jᵀ for rows of overlaps with the teacher. */
export function metricOf({ P, teacherWidth: k }: Particles) {
  const rows = Array.from({ length: k }, (_, r) => [...P.subarray(r * k, (r + 1) * k)]);
  return (A: Float64Array, i: number, B: Float64Array, j: number): number => {
    const { solution } = eliminate(rows, [...B.subarray(j * k, (j + 1) * k)]);
    return solution.reduce((sum, x, r) => sum + x * A[i * k + r], 0);
  };
}

/** Every particle `times` times over: the same distribution with more units. */
export function repeated(particles: Particles, times: number): Particles {
  const copies = (numbers: Float64Array) =>
    Float64Array.from({ length: numbers.length * times }, (_, index) => numbers[index % numbers.length]);
  const { count, M, outOfSpan } = particles;
  return { ...particles, count: count * times, M: copies(M), outOfSpan: copies(outOfSpan) };
}

import { describe, expect, it } from 'vitest';
import { overlapsOfParticles, particlesOfOverlaps, solve, solveMeanField } from '../../src/index.ts';
import { drift } from '../support/drift.ts';
import { genericOverlaps } from '../support/overlaps.ts';
import { genericParticles, inSpan, meanFieldVelocities, metricOf } from '../support/particles.ts';

/** Rounding of sums of a dozen terms of size 1. */
const ROUNDING = 1e-13;

const greenWeights = (gradient: number) => ({ gradient, variance: 0 });

describe('students that are orthogonal outside the span of the teacher', () => {
  it.each([
    [1, 1],
    [2, 1],
    [3, 2],
    [5, 3],
    [8, 4],
  ])('have the velocities of the full equations, p = %i, k = %i', (p, k) => {
    const g = 0.8;
    const particles = genericParticles(p, k, `full/${p}/${k}`);
    const { outOfSpan } = particles;
    const overlaps = overlapsOfParticles(particles);
    const full = drift(overlaps, greenWeights(g), 0);
    const { dM, dOutOfSpan } = meanFieldVelocities(particles, g);
    dM.forEach((velocity, x) => expect(Math.abs(velocity - full.dM[x])).toBeLessThan(ROUNDING));

    // d(m_i P⁻¹ m_jᵀ)/dt, and outside the span q⊥_i itself or, between different units, a growth of order 1/p.
    const inside = metricOf(particles);
    const C = (i: number, j: number) => overlaps.Q[i * p + j];
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < p; j++) {
        const determinant = (1 + C(i, i)) * (1 + C(j, j)) - C(i, j) ** 2;
        const between = ((2 / Math.PI) * g * (-outOfSpan[i] - outOfSpan[j])) / p / Math.sqrt(determinant);
        const expected =
          inside(particles.M, i, dM, j) + inside(particles.M, j, dM, i) + (i === j ? dOutOfSpan[i] : between);
        expect(Math.abs(full.dQ[i * p + j] - expected)).toBeLessThan(ROUNDING);
      }
    }
  });
});

describe('students inside the span of the teacher', () => {
  it('follow the full equations for all times', () => {
    const particles = inSpan(genericParticles(6, 3, 'full/in-span'));
    const times = [1, 10, 50];
    const exact = solve({
      initial: overlapsOfParticles(particles),
      weights: greenWeights(1),
      noise: 0,
      times,
    });
    const found = solveMeanField({ particles, gradient: 1, times });
    // Both integrations keep 1e-8 of each coordinate in a step, and take a few dozen steps in which errors do not grow.
    found.risk.forEach((risk, index) => expect(Math.abs(risk - exact.risk[index])).toBeLessThan(1e-6 * risk));
    found.particles.forEach(({ M }, index) =>
      M.forEach((m, x) => expect(Math.abs(m - exact.orderParameters[index].M[x])).toBeLessThan(1e-6)),
    );
  });
});

describe('a single student', () => {
  it('has nobody to correlate with outside the span: the full equations again, q⊥ > 0 included', () => {
    for (const k of [1, 2]) {
      const initial = genericOverlaps(1, k, `full/single/${k}`);
      const times = [0.5, 5, 40];
      const exact = solve({ initial, weights: greenWeights(1), noise: 0, times });
      const found = solveMeanField({ particles: particlesOfOverlaps(initial), gradient: 1, times });
      found.risk.forEach((risk, index) =>
        expect(Math.abs(risk - exact.risk[index])).toBeLessThan(1e-6 * risk + 1e-9),
      );
      found.particles.forEach((particles, index) => {
        const { Q } = overlapsOfParticles(particles);
        expect(Math.abs(Q[0] - exact.orderParameters[index].Q[0])).toBeLessThan(1e-6);
      });
    }
  });
});

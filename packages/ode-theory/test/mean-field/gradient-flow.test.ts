import { describe, expect, it } from 'vitest';
import { meanFieldRisk, solveMeanField } from '../../src/index.ts';
import { MeanFieldFlow } from '../../src/mean-field/mean-field-flow.ts';
import { genericParticles, meanFieldVelocities } from '../support/particles.ts';

const teacherSecondLayer = Float64Array.of(1.5, -0.5, 0.8);

describe.each(['units', 'distribution'] as const)('the flow of particles that are %s', (particlesAre) => {
  const particles = genericParticles(7, 3, 'gradient-flow');
  const model = { particlesAre, teacherSecondLayer };

  it('goes down the gradient of the risk, N times as fast', () => {
    const gradient = 0.6;
    const flow = new MeanFieldFlow(particles, model);
    const velocity = new Float64Array(flow.initial.length);
    flow.velocities(gradient)(flow.initial, velocity);
    // Central differences: h² from the third derivative, 1e-16/h from rounding, both times g N.
    const h = 1e-5;
    velocity.forEach((speed, x) => {
      const riskAt = (shift: number) =>
        flow.risk(flow.initial.map((value, index) => (index === x ? value + shift : value)));
      const slope = (riskAt(h) - riskAt(-h)) / (2 * h);
      expect(Math.abs(speed + gradient * particles.count * slope)).toBeLessThan(1e-9);
    });
  });

  it('never raises the risk, and leaves no particle with a negative q⊥', () => {
    const times = Array.from({ length: 40 }, (_, n) => 1.25 ** n / 10);
    const solution = solveMeanField({ ...model, particles, gradient: 1, times });
    solution.risk.forEach((risk, n) => {
      expect(risk).toBeGreaterThan(0);
      if (n > 0) expect(risk).toBeLessThan(solution.risk[n - 1]);
    });
    for (const { outOfSpan } of solution.particles) {
      outOfSpan.forEach((q, i) => {
        if (particles.outOfSpan[i] === 0) expect(q).toBe(0);
        else expect(q).toBeGreaterThanOrEqual(0);
      });
    }
  });
});

describe('particles', () => {
  it('that are copies of the teachers have no risk and stay', () => {
    const P = Float64Array.of(1, 0.3, 0.3, 0.5);
    const teachers = {
      count: 4,
      teacherWidth: 2,
      P,
      M: Float64Array.of(...P, ...P),
      outOfSpan: new Float64Array(4),
    };
    expect(Math.abs(meanFieldRisk(teachers))).toBeLessThan(1e-16);
    const { dM, dOutOfSpan } = meanFieldVelocities(teachers, 1);
    for (const velocity of [...dM, ...dOutOfSpan]) expect(Math.abs(velocity)).toBeLessThan(1e-15);
  });

  it('at the origin of the span feel all teachers alike and move along their sum', () => {
    const P = Float64Array.of(1, 0, 0, 1);
    const apart = {
      count: 5,
      teacherWidth: 2,
      P,
      M: new Float64Array(10),
      outOfSpan: new Float64Array(5).fill(1),
    };
    // Ψ_ir = (2/π) (1/k) P_rr/√((1+q)(1+P_rr)) with C_ib = 0 for all but the unit itself.
    const expected = 1 / (2 * Math.PI);
    for (const velocity of meanFieldVelocities(apart, 1).dM) expect(velocity).toBeCloseTo(expected, 15);
  });

  it('may be numbered in any way', () => {
    const particles = genericParticles(9, 2, 'gradient-flow/order');
    const order = [4, 7, 0, 2, 8, 1, 6, 3, 5];
    const permuted = {
      ...particles,
      M: Float64Array.from(order.flatMap((i) => [...particles.M.subarray(2 * i, 2 * i + 2)])),
      outOfSpan: Float64Array.from(order, (i) => particles.outOfSpan[i]),
    };
    const original = meanFieldVelocities(particles, 1);
    const found = meanFieldVelocities(permuted, 1);
    order.forEach((i, place) => {
      for (const r of [0, 1]) expect(found.dM[2 * place + r]).toBeCloseTo(original.dM[2 * i + r], 14);
      expect(found.dOutOfSpan[place]).toBeCloseTo(original.dOutOfSpan[i], 14);
    });
    expect(meanFieldRisk(permuted)).toBeCloseTo(meanFieldRisk(particles), 15);
  });

  it('without a part outside the span are units and distribution at once', () => {
    const generic = genericParticles(6, 2, 'gradient-flow/in-span');
    const particles = { ...generic, outOfSpan: new Float64Array(6) };
    const units = meanFieldVelocities(particles, 1, { particlesAre: 'units' });
    const distribution = meanFieldVelocities(particles, 1, { particlesAre: 'distribution' });
    units.dM.forEach((velocity, x) => expect(velocity).toBeCloseTo(distribution.dM[x], 15));
    expect(meanFieldRisk(particles, { particlesAre: 'distribution' })).toBeCloseTo(
      meanFieldRisk(particles),
      15,
    );
  });

  it('feel teachers of equal weight by default', () => {
    const particles = genericParticles(5, 3, 'gradient-flow/outputs');
    const ones = { teacherSecondLayer: Float64Array.of(1, 1, 1) };
    expect(meanFieldRisk(particles)).toBe(meanFieldRisk(particles, ones));
    expect(meanFieldVelocities(particles, 1)).toEqual(meanFieldVelocities(particles, 1, ones));
  });
});

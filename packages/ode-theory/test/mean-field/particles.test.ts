import { InvalidArgumentError, NotPositiveSemidefiniteError, populationRisk } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import {
  meanFieldRisk,
  outOfSpanOverlap,
  overlapsOfParticles,
  particlesOfOverlaps,
  summarizeParticles,
} from '../../src/index.ts';
import { genericOverlaps, teacherSpan } from '../support/overlaps.ts';
import { genericParticles } from '../support/particles.ts';

describe('particles and overlaps', () => {
  it('say the same about students that are orthogonal outside the span', () => {
    const particles = genericParticles(6, 3, 'particles');
    const overlaps = overlapsOfParticles(particles);
    expect(outOfSpanOverlap(overlaps)).toBeLessThan(1e-14);
    const again = particlesOfOverlaps(overlaps);
    expect(again.M).toEqual(particles.M);
    again.outOfSpan.forEach((q, i) => expect(q).toBeCloseTo(particles.outOfSpan[i], 14));
    expect(Math.abs(populationRisk(overlaps) - meanFieldRisk(particles))).toBeLessThan(1e-15);
  });

  it('differ by what students share outside the span', () => {
    const overlaps = genericOverlaps(4, 2, 'particles/generic');
    const without = overlapsOfParticles(particlesOfOverlaps(overlaps));
    const largest = without.Q.reduce((most, q, x) => Math.max(most, Math.abs(q - overlaps.Q[x])), 0);
    expect(outOfSpanOverlap(overlaps)).toBeGreaterThan(0.01);
    expect(outOfSpanOverlap(overlaps)).toBeCloseTo(largest, 14);
    for (let i = 0; i < 4; i++) expect(without.Q[5 * i]).toBeCloseTo(overlaps.Q[5 * i], 14);
  });

  it('have no part outside the span where rounding alone would leave one', () => {
    expect(particlesOfOverlaps(teacherSpan(8, 4, 'particles/span')).outOfSpan).toEqual(new Float64Array(8));
  });

  it('need a covariance and independent teachers', () => {
    const overlaps = genericOverlaps(2, 2, 'particles/refused');
    const impossible = { ...overlaps, M: overlaps.M.map((m) => 10 * m) };
    expect(() => particlesOfOverlaps(impossible)).toThrow(NotPositiveSemidefiniteError);
    const singular = { ...overlaps, M: new Float64Array(4), P: Float64Array.of(1, 1, 1, 1) };
    expect(() => particlesOfOverlaps(singular)).toThrow(InvalidArgumentError);
    expect(() => particlesOfOverlaps(singular)).toThrow('merge repeated ones');
  });
});

describe('a summary', () => {
  it('tells overlaps, lengths and which teacher is closest', () => {
    const summary = summarizeParticles({
      count: 5,
      teacherWidth: 2,
      P: Float64Array.of(1, 0, 0, 4),
      // Cosines with the two teachers: (1, 0), (0, −1), (0.6, 0.8), (0, 0.5) and none at all.
      M: Float64Array.of(2, 0, 0, -2, 0.6, 1.6, 0, 1, 0, 0),
      outOfSpan: Float64Array.of(0, 0, 0, 0.75, 0),
    });
    const values = (numbers: Float64Array) => [...numbers].map((value) => Number(value.toFixed(12)));
    expect(values(summary.meanOverlap)).toEqual([0.52, 0.12]);
    expect(summary.meanSelfOverlap).toBeCloseTo((4 + 1 + 1 + 1) / 5, 14);
    expect(summary.meanOutOfSpan).toBeCloseTo(0.15, 14);
    expect(values(summary.alignment)).toEqual([0.1, 0.5, 0.8, 1, 1]);
    expect(values(summary.closest)).toEqual([0.4, 0.6]);
  });
});

import { describe, expect, it } from 'vitest';
import { solve } from '../../src/index.ts';
import { teacherSpan } from '../support/overlaps.ts';

const gradientFlow = (studentWidth: number, start: string, times: number[]) =>
  solve({
    initial: teacherSpan(studentWidth, 4, `width-floors/${start}`),
    weights: { gradient: 1, variance: 0 },
    noise: 0,
    times,
  }).risk;

describe('gradient flow with a teacher of four units', () => {
  it.each([
    [2, 1.436e-3, 5e-7],
    [3, 7.731e-4, 5e-8],
    [5, 6.2815e-6, 5e-11],
    [6, 1.6014e-5, 1e-8],
    [7, 1.8204e-5, 1e-8],
  ])('of p = %i students cannot represent the teacher and ends at R = %f', (p, expected, within) => {
    const [risk] = gradientFlow(p, 'a', [5e4]);
    expect(Math.abs(risk - expected)).toBeLessThan(within);
  });

  it('of as many students learns it exponentially, down to the accuracy of the integration', () => {
    const [early, late, end] = gradientFlow(4, 'a', [500, 800, 4000]);
    expect(late).toBeLessThan(0.1 * early);
    expect(Math.abs(end)).toBeLessThan(1e-11);
  });

  it('of twice as many learns it algebraically, about like t^{−2}', () => {
    const [, first, second] = gradientFlow(8, 'a', [3e3, 1e4, 3e4]);
    const exponent = Math.log(second / first) / Math.log(3);
    expect(exponent).toBeGreaterThan(-2.5);
    expect(exponent).toBeLessThan(-1.5);
  });
});

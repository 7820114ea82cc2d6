import { describe, expect, it } from 'vitest';
import { solve, stationaryRisk } from '../../src/index.ts';
import { teacherSpan } from '../support/overlaps.ts';

const gradientFlow = { gradient: 1, variance: 0 };
const start = (studentWidth: number, name: string) => teacherSpan(studentWidth, 4, `width-floors/${name}`);

const end = (studentWidth: number, name: string) => {
  const initial = start(studentWidth, name);
  return stationaryRisk({ model: { ...initial, noise: 0 }, weights: gradientFlow, initial });
};

describe('gradient flow with a teacher of four units', () => {
  it.each([
    [2, 1.436e-3, 5e-7],
    [3, 7.731e-4, 5e-8],
    [5, 6.2815e-6, 5e-11],
    [6, 1.6014e-5, 5e-10],
    [7, 1.8204e-5, 5e-10],
  ])(
    'of p = %i students cannot represent the teacher and ends at R = %f, from any start',
    (p, expected, within) => {
      const [first, second] = ['a', 'b'].map((name) => end(p, name));
      for (const { risk, stability, residual } of [first, second]) {
        expect(Math.abs(risk - expected)).toBeLessThan(within);
        expect(stability.verdict).toBe('stable');
        expect(residual).toBeLessThan(1e-15);
      }
      expect(Math.abs(first.risk / second.risk - 1)).toBeLessThan(1e-9);
    },
  );

  it('of nine students ends at 1.631e-6, so slowly that at t = 10⁵ it still creeps', () => {
    const { risk, stability } = end(9, 'a');
    expect(risk).toBeCloseTo(1.631e-6, 9);
    expect(stability.verdict).toBe('stable');
    expect(stability.leading).toBeGreaterThan(-1e-6);
  });

  it('is at the floor when integrated for long enough', () => {
    const { risk } = solve({ initial: start(5, 'a'), weights: gradientFlow, noise: 0, times: [5e4] });
    expect(risk[0] / end(5, 'a').risk).toBeCloseTo(1, 7);
  });

  it('of as many students learns it exponentially, down to the accuracy of the integration', () => {
    const initial = start(4, 'a');
    const { risk } = solve({ initial, weights: gradientFlow, noise: 0, times: [500, 800, 4000] });
    expect(risk[1]).toBeLessThan(0.1 * risk[0]);
    expect(Math.abs(risk[2])).toBeLessThan(1e-11);
    const { risk: final, stability } = end(4, 'a');
    expect(Math.abs(final)).toBeLessThan(1e-15);
    expect(stability.verdict).toBe('stable');
    // R is quadratic in what decays at that rate; faster modes still add a little at t = 500.
    const rate = Math.log(risk[1] / risk[0]) / 300 / (2 * stability.leading);
    expect(rate).toBeGreaterThan(1);
    expect(rate).toBeLessThan(1.1);
  });

  it('of twice as many learns it algebraically, about like t^{−2}: no eigenvalue says how fast', () => {
    const initial = start(8, 'a');
    const { risk } = solve({ initial, weights: gradientFlow, noise: 0, times: [3e3, 1e4, 3e4] });
    const exponent = Math.log(risk[2] / risk[1]) / Math.log(3);
    expect(exponent).toBeGreaterThan(-2.5);
    expect(exponent).toBeLessThan(-1.5);
    const { risk: final, stability } = end(8, 'a');
    expect(Math.abs(final)).toBeLessThan(1e-12);
    expect(stability.verdict).toBe('marginal');
    expect(Math.abs(stability.leading)).toBeLessThan(1e-9);
  });

  it('has no floor when the second layer is trained', () => {
    const initial = start(5, 'a');
    const model = { ...initial, noise: 0, trainsSecondLayer: true };
    const { risk, secondLayer } = stationaryRisk({
      model,
      weights: { ...gradientFlow, secondLayer: 1 },
      initial,
    });
    expect(Math.abs(risk)).toBeLessThan(1e-10);
    expect(secondLayer).toHaveLength(5);
  });
});

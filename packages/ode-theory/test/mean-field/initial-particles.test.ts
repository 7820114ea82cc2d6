import { InvalidArgumentError } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { drawParticles, overlapsOfParticles } from '../../src/index.ts';
import { teacherSpan } from '../support/overlaps.ts';

const P = Float64Array.of(1, 0.4, 0.4, 0.5);
const column = (M: Float64Array, k: number, r: number) => M.filter((_, index) => index % k === r);
const mean = (values: Float64Array) => values.reduce((sum, x) => sum + x, 0) / values.length;

describe('particles on the sphere in the span', () => {
  it('are the students that a start of the simulator draws from the same stream', () => {
    const drawn = drawParticles({ kind: 'sphere-in-span' }, { count: 5, teacherWidth: 3, key: 'sphere' });
    const { Q, M } = teacherSpan(5, 3, 'sphere');
    expect(drawn.M).toEqual(M);
    overlapsOfParticles(drawn).Q.forEach((q, x) => expect(q).toBeCloseTo(Q[x], 15));
    expect(drawn.outOfSpan).toEqual(new Float64Array(5));
  });

  it('are combinations A of the teachers with |A| = 1 for any P: m = A P', () => {
    const sampling = { count: 20, teacherWidth: 2, key: 'sphere/P' };
    const { M: A } = drawParticles({ kind: 'sphere-in-span' }, sampling);
    const { M } = drawParticles({ kind: 'sphere-in-span' }, { ...sampling, P });
    for (let i = 0; i < 20; i++) {
      expect(A[2 * i] ** 2 + A[2 * i + 1] ** 2).toBeCloseTo(1, 14);
      for (const r of [0, 1]) {
        expect(M[2 * i + r]).toBeCloseTo(A[2 * i] * P[r] + A[2 * i + 1] * P[2 + r], 14);
      }
    }
  });
});

describe('Gaussian particles', () => {
  it('are orthogonal to the teachers in the limit, with q⊥ = s²', () => {
    const { M, outOfSpan } = drawParticles(
      { kind: 'gaussian', standardDeviation: 0.5 },
      { count: 3, teacherWidth: 2, P, key: 'gaussian' },
    );
    M.forEach((m) => expect(Math.abs(m)).toBe(0));
    expect(outOfSpan).toEqual(Float64Array.of(0.25, 0.25, 0.25));
  });

  it('have overlaps of covariance ε² P with an alignment ε', () => {
    const N = 4000;
    const { M } = drawParticles(
      { kind: 'gaussian', standardDeviation: 1, alignment: 0.3 },
      { count: N, teacherWidth: 2, P, key: 'gaussian/aligned' },
    );
    for (const r of [0, 1]) {
      for (const s of [0, 1]) {
        const products = column(M, 2, r).map((m, i) => m * M[2 * i + s]);
        // Wick: the variance of a product is P_rr P_ss + P_rs² in units of ε⁴. Five standard errors each: 4 × 6e-7.
        const error = 0.09 * Math.sqrt((P[3 * r] * P[3 * s] + P[2 * r + s] ** 2) / N);
        expect(Math.abs(mean(products) - 0.09 * P[2 * r + s])).toBeLessThan(5 * error);
      }
    }
  });
});

describe('quasi-random particles', () => {
  it('have averages that are more than twice as near to those of the law as independent ones have', () => {
    const N = 1000;
    const deviation = (draws: 'random' | 'quasi-random', k: number) => {
      const squares = Array.from({ length: 50 }, (_, seed) => {
        const sampling = { count: N, teacherWidth: k, key: `quasi/${seed}`, draws };
        const { M } = drawParticles({ kind: 'sphere-in-span' }, sampling);
        return mean(column(M, k, 0)) ** 2;
      });
      return Math.sqrt(mean(Float64Array.from(squares)));
    };
    for (const k of [1, 2, 4]) {
      // Independent: m has the variance 1/k. χ² of 50 numbers leaves 0.6 … 1.5 of its mean's root with probability 1e-5.
      const random = deviation('random', k) * Math.sqrt(k * N);
      expect(random).toBeGreaterThan(0.6);
      expect(random).toBeLessThan(1.5);
      expect(deviation('quasi-random', k) * Math.sqrt(k * N)).toBeLessThan(0.5 * random);
    }
  });

  it('have the same law, particle by particle', () => {
    const seeds = 2000;
    const squares = Float64Array.from({ length: seeds }, (_, seed) => {
      const sampling = {
        count: 3,
        teacherWidth: 2,
        key: `quasi/law/${seed}`,
        draws: 'quasi-random' as const,
      };
      return drawParticles({ kind: 'gaussian', standardDeviation: 1, alignment: 1 }, sampling).M[4] ** 2;
    });
    // χ² with one degree of freedom: mean 1, variance 2. Five standard errors: 6e-7.
    expect(Math.abs(mean(squares) - 1)).toBeLessThan(5 * Math.sqrt(2 / seeds));
  });
});

describe('particles of a key', () => {
  it.each(['random', 'quasi-random'] as const)('are the same again, and the first of more: %s', (draws) => {
    const draw = (count: number, key = 'key') =>
      drawParticles({ kind: 'sphere-in-span' }, { count, teacherWidth: 3, key, draws }).M;
    expect(draw(10)).toEqual(draw(10));
    expect(draw(20).slice(0, 30)).toEqual(draw(10));
    expect(draw(10, 'other')).not.toEqual(draw(10));
  });
});

describe('explicit particles', () => {
  it('are taken as they are', () => {
    const given = { M: Float64Array.of(1, 2, 3, 4), outOfSpan: Float64Array.of(0, 0.5) };
    const sampling = { count: 2, teacherWidth: 2, P, key: '' };
    expect(drawParticles({ kind: 'explicit', ...given }, sampling)).toEqual({
      ...given,
      P,
      count: 2,
      teacherWidth: 2,
    });
    expect(() => drawParticles({ kind: 'explicit', ...given }, { ...sampling, count: 3 })).toThrow('M has 4');
  });
});

describe('what is refused', () => {
  const sampling = { count: 2, teacherWidth: 2, P, key: '' };
  it.each([
    ['no particles', {}, { count: 0 }, 'count is 0'],
    ['half a teacher', {}, { teacherWidth: 0.5 }, 'teacherWidth is 0.5'],
    ['a P of another width', {}, { teacherWidth: 3 }, 'P has 4 numbers; it must have 9'],
    ['dependent teachers', {}, { P: Float64Array.of(1, 1, 1, 1) }, 'teacher 1 depends'],
    ['a negative deviation', { standardDeviation: -1 }, {}, 'standardDeviation is -1'],
    ['an endless alignment', { alignment: Infinity }, {}, 'alignment is Infinity'],
  ])('%s', (_, law, change, message) => {
    const distribution = { kind: 'gaussian', standardDeviation: 1, ...law } as const;
    expect(() => drawParticles(distribution, { ...sampling, ...change })).toThrow(InvalidArgumentError);
    expect(() => drawParticles(distribution, { ...sampling, ...change })).toThrow(message);
  });
});

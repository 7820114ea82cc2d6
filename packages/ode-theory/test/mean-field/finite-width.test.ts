import { describe, expect, it } from 'vitest';
import {
  compareWithFiniteWidth,
  drawParticles,
  meanFieldRisk,
  overlapsOfParticles,
  solve,
  solveMeanField,
  type Particles,
} from '../../src/index.ts';
import { genericParticles, repeated } from '../support/particles.ts';

/** Local exponents −d ln Δ/d ln p between widths that double. */
const exponents = (differences: number[]): number[] =>
  differences.slice(1).map((difference, n) => Math.log2(differences[n] / difference));

/**
 * Four kinds of units, as many of each: the start is the same distribution at every width, so that Δ(p) is a power series in 1/p
 * without constant term, and the local exponent is 1 + c/p + O(1/p²): its distance from 1 halves when p doubles. Up to the terms left
 * out, three quarters instead of a half are allowed for.
 */
function expectFirstOrder(differences: number[]): void {
  const distances = exponents(differences).map((exponent) => Math.abs(exponent - 1));
  for (let n = 1; n < distances.length; n++) expect(distances[n]).toBeLessThan(0.75 * distances[n - 1]);
  expect(distances.at(-1)).toBeLessThan(0.1);
}

const time = 5;
const orthonormal: Particles = {
  ...genericParticles(4, 2, 'width/identity'),
  P: Float64Array.of(1, 0, 0, 1),
};
const correlated = genericParticles(4, 2, 'width/correlated');

describe.each([
  ['an orthonormal teacher', orthonormal],
  ['a teacher with P ≠ I', correlated],
])('networks of growing width, %s', (_, kinds) => {
  const comparisons = [2, 4, 8, 16].map((copies) =>
    compareWithFiniteWidth({
      initial: overlapsOfParticles(repeated(kinds, copies)),
      gradient: 1,
      times: [0, 1, time],
    }),
  );

  it('start together with their particles', () => {
    for (const { riskDifference, overlapDifference, outOfSpanOverlap } of comparisons) {
      expect(Math.abs(riskDifference[0])).toBeLessThan(1e-15);
      expect(overlapDifference[0]).toBeLessThan(1e-15);
      expect(outOfSpanOverlap).toBeLessThan(1e-15);
    }
  });

  it('differ from them by 1/p, in the risk and in the overlaps', () => {
    for (const index of [1, 2]) {
      expectFirstOrder(comparisons.map(({ riskDifference }) => Math.abs(riskDifference[index])));
      expectFirstOrder(comparisons.map(({ overlapDifference }) => overlapDifference[index]));
    }
  });

  it('differ by 1/p from the distribution at p = ∞, of which four particles are all there is to know', () => {
    const limit = solveMeanField({
      particles: kinds,
      particlesAre: 'distribution',
      gradient: 1,
      times: [time],
    });
    const found = comparisons.map(({ network }) => Math.abs(network.risk[2] - limit.risk[0]));
    expectFirstOrder(found);
    // The particles without their own term already are that limit, however often they are repeated.
    const again = solveMeanField({
      particles: repeated(kinds, 3),
      particlesAre: 'distribution',
      gradient: 1,
      times: [time],
    });
    expect(Math.abs(again.risk[0] / limit.risk[0] - 1)).toBeLessThan(1e-8);
  });
});

describe('networks on the line of the plateau', () => {
  /** What Δ(p) = Δ_∞ + c/p + O(1/p²) tends to, from pairs of widths that double. */
  const limits = (variance: number): number[] => {
    const differences = [2, 4, 8].map((copies) => {
      const initial = overlapsOfParticles(repeated(orthonormal, copies));
      return compareWithFiniteWidth({ initial, gradient: 1, variance, times: [1] }).riskDifference[0];
    });
    return differences.slice(1).map((difference, n) => 2 * difference - differences[n]);
  };

  it('keep a distance from the particles however wide they are', () => {
    const [first, second] = limits(1);
    const [, inLimit] = limits(0);
    // What an extrapolation is wrong by falls by 4 from one to the next, so that the second is wrong by a third of their difference.
    const uncertainty = Math.abs(second - first);
    expect(second).toBeGreaterThan(3 * uncertainty);
    expect(second).toBeGreaterThan(10 * Math.abs(inLimit));
  });
});

describe('independently drawn units', () => {
  const k = 2;
  const draw = (count: number, seed: number): Particles =>
    drawParticles({ kind: 'sphere-in-span' }, { count, teacherWidth: k, key: `width/draw/${count}/${seed}` });
  const moments = (values: number[]) => {
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
    return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
  };

  it('have a mean risk of 1/(6k) + 1/(6p) at the start: a bias of 1/p', () => {
    // asin ½ = π/6 for each unit and teacher with itself; by symmetry all other terms have mean 0. Five standard errors: 6e-7.
    for (const p of [2, 8, 32]) {
      const { mean, deviation } = moments(
        Array.from({ length: 2000 }, (_, seed) => meanFieldRisk(draw(p, seed))),
      );
      expect(Math.abs(mean - (1 / (6 * k) + 1 / (6 * p)))).toBeLessThan((5 * deviation) / Math.sqrt(2000));
    }
  });

  it('have a risk that spreads by p^(−½) later on', () => {
    const replicas = 200;
    const deviations = [32, 128].map((p) => {
      const risks = Array.from({ length: replicas }, (_, seed) => {
        return solveMeanField({ particles: draw(p, seed), gradient: 1, times: [1], relativeTolerance: 1e-6 })
          .risk[0];
      });
      return moments(risks).deviation;
    });
    // ln of the ratio of two such deviations has the standard error 1/√(replicas − 1); the risk is a smooth function of means over p
    // units, so that the next order shifts it by O(1/p) only. Five standard errors: 6e-7.
    const exponent = Math.log(deviations[0] / deviations[1]) / Math.log(4);
    expect(Math.abs(exponent - 0.5)).toBeLessThan(5 / Math.sqrt(replicas - 1) / Math.log(4));
  });
});

describe('a comparison', () => {
  it('ends where it is told to, with what both have', () => {
    const initial = overlapsOfParticles(repeated(orthonormal, 2));
    const options = { initial, gradient: 1, times: [0, 1, 5, 20] };
    const stopped = compareWithFiniteWidth({ ...options, onStep: (time) => time < 3 });
    expect(stopped.meanField.times.length).toBeLessThan(4);
    expect(stopped.times).toEqual([0]);
    expect(stopped.riskDifference).toHaveLength(1);
    const { times } = compareWithFiniteWidth(options);
    expect(times).toEqual([0, 1, 5, 20]);
  });

  it('takes teachers of any output weights', () => {
    const compared = (copies: number, teacherSecondLayer: Float64Array) => {
      const initial = overlapsOfParticles(repeated(orthonormal, copies));
      return compareWithFiniteWidth({ initial, gradient: 1, times: [0, 1], teacherSecondLayer });
    };
    const unequal = [2, 4, 8, 16].map((copies) => compared(copies, Float64Array.of(1.5, 0.5)));
    expect(Math.abs(unequal[0].riskDifference[0])).toBeLessThan(1e-15);
    expectFirstOrder(unequal.map(({ riskDifference }) => Math.abs(riskDifference[1])));
    const equal = compared(2, Float64Array.of(1, 1));
    expect(Math.abs(unequal[0].network.risk[0] - equal.network.risk[0])).toBeGreaterThan(1e-3);
  });

  it('says how much of the start the particles leave out', () => {
    const initial = overlapsOfParticles({
      ...repeated(orthonormal, 2),
      outOfSpan: new Float64Array(8).fill(1),
    });
    initial.Q[1] += 0.25;
    initial.Q[8] += 0.25;
    expect(compareWithFiniteWidth({ initial, gradient: 1, times: [0] }).outOfSpanOverlap).toBeCloseTo(
      0.25,
      14,
    );
    expect(solve({ initial, weights: { gradient: 1, variance: 0 }, noise: 0, times: [0] }).times).toEqual([
      0,
    ]);
  });
});

import { RandomStream, type Network } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { scaling, weights, type DriftWeights, type TrainingOptions } from '../../src/index.ts';
import { difference, drift } from '../support/drift.ts';
import { naiveDrift } from '../support/naive-drift.ts';
import { genericOverlaps } from '../support/overlaps.ts';

const sizes = [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((p) => [1, 2, 3, 4].map((k) => [p, k] as const));

/** Output weights of either sign and any size. */
function outputs(p: number, k: number): Network {
  const stream = RandomStream.fromKey(`outputs/${p}/${k}`);
  const normals = (count: number) => Float64Array.from({ length: count }, () => stream.normal());
  return { studentSecondLayer: normals(p), teacherSecondLayer: normals(k) };
}

/** At p + k fields of order one an entry adds up some hundred averages of order one. */
const ROUND_OFF = 2e-14;
/** Differences of sums of order one over steps of 2e-3 leave 1e-13 of them in the derivative. */
const DIFFERENCES = 1e-11;

const parameters = { kappa: 0, delta: 0.25, learningRatePrefactor: 3, inputDimension: 40 };
const weightsOf = (p: number, options: TrainingOptions): DriftWeights =>
  weights(scaling({ ...parameters, widthPrefactor: p }), 'exact', options);

describe('the right-hand side equals nested sums over scalar averages', () => {
  it.each(sizes)('with given output weights, fixed or trained (p = %i, k = %i)', (p, k) => {
    const overlaps = genericOverlaps(p, k, `outputs/${p}/${k}`);
    for (const rates of [
      { gradient: 0.7, variance: 0.4 },
      { gradient: 0.7, variance: 0.4, secondLayer: 1.3, weightDecay: 0.2 },
      { gradient: 0, variance: 0, secondLayer: 1 },
    ]) {
      const network = outputs(p, k);
      const [ours, naive] = [drift(overlaps, rates, 0.3, network), naiveDrift(overlaps, rates, 0.3, network)];
      const largest = Math.max(1, ...naive.dQ.map(Math.abs));
      expect(difference(ours, naive)).toBeLessThan(ROUND_OFF * largest);
    }
  });

  const small = sizes.filter(([p]) => p <= 5);
  it.each(small)(
    'as the exact mean of a step, with mini-batches and weight decay (p = %i, k = %i)',
    (p, k) => {
      const overlaps = genericOverlaps(p, k, `exact/${p}/${k}`);
      for (const options of [{}, { batchSize: 3, weightDecay: 0.5, secondLayerRate: 0.8 }]) {
        const network = outputs(p, k);
        const rates = weightsOf(p, options);
        const [ours, naive] = [
          drift(overlaps, rates, 0.3, network),
          naiveDrift(overlaps, rates, 0.3, network),
        ];
        const largest = Math.max(1, ...naive.dQ.map(Math.abs));
        expect(difference(ours, naive)).toBeLessThan(DIFFERENCES * largest);
      }
    },
  );
});

describe('the weights of exact equations', () => {
  it('tend to those of the finite-d equations as d grows', () => {
    const overlaps = genericOverlaps(3, 2, 'limit of exact');
    const distance = (inputDimension: number) => {
      const model = scaling({ ...parameters, widthPrefactor: 3, inputDimension });
      const [exact, finite] = (['exact', 'finite'] as const).map((equations) =>
        drift(overlaps, weights(model, equations, { batchSize: 2, weightDecay: 0.3 }), 0.1),
      );
      return difference(exact, finite);
    };
    // Corrections are of relative order 1/d = 1e-4 of a variance part that d^−ϑ makes 0.1 of O(1).
    expect(distance(1e4)).toBeLessThan(1e-4);
    expect(distance(1e4)).toBeGreaterThan(1e-7);
    expect(distance(1e6)).toBeLessThan(0.02 * distance(1e4));
  });
});

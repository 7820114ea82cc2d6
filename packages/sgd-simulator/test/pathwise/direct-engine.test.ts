import { RandomStream } from '@crossover/math-core';
import { createEngine, overlapsOfWeights, type SimulationModel } from '../../src/index.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { completeModel } from '../../src/model/complete-model.ts';
import { largestDifference, normals } from '../matrices.ts';
import { ExplicitWeights } from './explicit-weights.ts';

const options: readonly Partial<SimulationModel>[] = [
  {},
  { batchSize: 3 },
  { weightDecay: 0.05 },
  { training: 'lazy' },
  { secondLayer: { learningRate: 0.4 } },
  { teacherActivation: 'sign', batchSize: 2, weightDecay: 0.01, secondLayer: { learningRate: 0.2 } },
];

it('is the naive loop over given weights and inputs, for every small size and every remainder of its blocks', () => {
  fc.assert(
    fc.property(
      fc.record({
        p: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 63, max: 67 })),
        k: fc.integer({ min: 1, max: 5 }),
        d: fc.integer({ min: 1, max: 19 }),
        noise: fc.constantFrom(0, 0.1),
        option: fc.constantFrom(...options),
        seed: fc.integer(),
        calls: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 }),
      }),
      ({ p, k, d, noise, option, seed, calls }) => {
        const draws = RandomStream.fromKey(`direct/given/${seed}`);
        const weights = { students: normals(p * d, draws), teachers: normals(k * d, draws) };
        const rows = normals(60 * d, draws);
        const model: SimulationModel = {
          studentWidth: p,
          teacherWidth: k,
          inputDimension: d,
          learningRate: p,
          noise,
          initial: overlapsOfWeights(weights, d),
          weights,
          inputs: { kind: 'given', rows },
          ...option,
        };
        const stream = RandomStream.fromKey(`direct/noise/${seed}`);
        const engine = createEngine('direct', model, stream);
        const explicit = new ExplicitWeights(completeModel(model), weights.students, weights.teachers);
        let sample = 0;
        const next = () => ({
          x: rows.subarray(sample * d, ++sample * d),
          labelNoise: noise > 0 ? Math.sqrt(noise) * stream.normal() : 0,
        });
        for (const steps of calls) {
          engine.advance(steps);
          for (let step = 0; step < steps; step++) {
            explicit.step(Array.from({ length: model.batchSize ?? 1 }, next));
          }
          const { Q, M } = engine.orderParameters();
          const expected = explicit.overlaps();
          expect(largestDifference(Q, expected.Q)).toBeLessThan(1e-12);
          expect(largestDifference(M, expected.M)).toBeLessThan(1e-12);
          expect(largestDifference(engine.secondLayer(), explicit.secondLayer)).toBeLessThan(1e-12);
        }
      },
    ),
    { seed: 4, numRuns: 300 },
  );
});

import { RandomStream } from '@crossover/math-core';
import { createEngine, drawInitialCondition, type SimulationModel } from '../../src/index.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DirectState } from '../../src/direct-engine/direct-state.ts';
import { largestDifference } from '../matrices.ts';
import { ExplicitWeights } from './explicit-weights.ts';

it('is the naive loop over explicit weights, for every small size and every remainder of its blocks', () => {
  fc.assert(
    fc.property(
      fc.record({
        p: fc.integer({ min: 1, max: 9 }),
        k: fc.integer({ min: 1, max: 5 }),
        d: fc.integer({ min: 1, max: 19 }),
        noise: fc.constantFrom(0, 0.1),
        seed: fc.integer(),
        calls: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 }),
      }),
      ({ p, k, d, noise, seed, calls }) => {
        const sizes = { studentWidth: p, teacherWidth: k, inputDimension: d };
        const initial = drawInitialCondition(
          { kind: 'sphere' },
          sizes,
          RandomStream.fromKey(`start/${seed}`),
        );
        const model: SimulationModel = { ...sizes, learningRate: p, noise, initial };
        const stream = RandomStream.fromKey(`inputs/${seed}`);
        const engine = createEngine('direct', model, stream);
        const explicit = weightsOfStart(model);
        for (const steps of calls) {
          engine.advance(steps);
          for (let step = 0; step < steps; step++) {
            const x = Float64Array.from({ length: d }, () => stream.normal());
            explicit.step(x, noise > 0 ? Math.sqrt(noise) * stream.normal() : 0);
          }
          const { Q, M } = engine.orderParameters();
          const expected = explicit.overlaps();
          expect(largestDifference(Q, expected.Q)).toBeLessThan(1e-12);
          expect(largestDifference(M, expected.M)).toBeLessThan(1e-12);
        }
      },
    ),
    { seed: 4, numRuns: 300 },
  );
});

function weightsOfStart(model: SimulationModel): ExplicitWeights {
  const { studentWidth: p, teacherWidth: k, inputDimension: d } = model;
  const { students, teachers } = DirectState.fromInitialOverlaps(model);
  const unscaled = (rows: number, scaled: Float64Array): Float64Array => {
    const columns = scaled.length / rows;
    const weights = new Float64Array(rows * d);
    for (let row = 0; row < rows; row++) {
      for (let j = 0; j < columns; j++) weights[row * d + j] = Math.sqrt(d) * scaled[row * columns + j];
    }
    return weights;
  };
  return new ExplicitWeights(model, unscaled(p, students), unscaled(k, teachers));
}

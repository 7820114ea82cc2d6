import { riskSensitivity, packState, rightHandSide } from '@crossover/ode-theory';
import { describe, expect, it } from 'vitest';
import { execute, normalizeRunSpecification, stationaryRisk, theoryProblem } from '../../src/index.ts';

const input = {
  kind: 'theory',
  equations: 'finite',
  widthPrefactor: 2,
  teacherWidth: 2,
  inputDimension: 1000,
  kappa: 0,
  delta: 0.5,
  learningRatePrefactor: 2,
  noise: 1e-3,
  initial: { kind: 'teacher-span' },
  seed: 4,
  times: [0, 1000],
} as const;

describe('what a theory run solves', () => {
  it('starts at the risk of its curve, and rests where the curve ends', async () => {
    const specification = normalizeRunSpecification({ ...input, observables: 'risk' });
    if (specification.kind !== 'theory') throw new Error('unreachable');
    const problem = theoryProblem(specification);
    const { points } = await execute(specification);
    const state = packState(problem.initial);
    const start = riskSensitivity(problem.model)(state, new Float64Array(state.length));
    expect(start).toBeCloseTo(points.data[0], 14);
    expect(stationaryRisk(problem).risk / points.data[1]).toBeCloseTo(1, 6);
  });

  it('has the options of the run: output weights that are trained, decay, batches, activations', () => {
    const specification = normalizeRunSpecification({
      ...input,
      activation: 'relu',
      weightDecay: 0.1,
      batchSize: 4,
      secondLayer: { kind: 'trained', rate: 2, teacher: [1, -1] },
    });
    if (specification.kind !== 'theory') throw new Error('unreachable');
    const { model, weights, initial } = theoryProblem(specification);
    expect(model).toMatchObject({
      activation: 'relu',
      noise: 1e-3,
      trainsSecondLayer: true,
      studentWidth: 2,
    });
    expect([...model.teacherSecondLayer!]).toEqual([1, -1]);
    expect(weights).toMatchObject({ secondLayer: 2, weightDecay: 0.1 });
    expect(weights.variance / weights.gradient ** 2).toBeCloseTo(1 / 4 / Math.sqrt(1000), 12);
    const state = packState(initial, Float64Array.of(1, 1));
    const drift = new Float64Array(state.length);
    rightHandSide(model, weights)(state, drift);
    expect(drift.slice(-2).some((rate) => rate !== 0)).toBe(true);
  });
});

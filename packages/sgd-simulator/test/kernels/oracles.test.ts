import { RandomStream } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { createEnsemble, drawInitialCondition, type EngineName, type SimulationModel } from '../../src/index.ts';
import { completeModel } from '../../src/model/complete-model.ts';
import { largestDifference, largestEntry } from '../matrices.ts';
import { DirectOracle } from '../oracles/direct-oracle.ts';
import { ProjectedOracle } from '../oracles/projected-oracle.ts';

const STEPS = 6;
/**
 * Largest difference of an overlap after STEPS steps, in units of 2⁻⁵³ of the largest overlap: the kernels sum in another
 * order and factor by other formulas, each of which rounds in its own way.
 */
const UNITS = 400;

type Options = Partial<SimulationModel>;

const options: Record<string, (p: number, k: number) => Options> = {
  plain: () => ({}),
  'no label noise': () => ({ noise: 0 }),
  relu: () => ({ activation: 'relu' }),
  linear: () => ({ activation: 'linear' }),
  quadratic: () => ({ activation: 'quadratic', learningRate: 0.02 }),
  'quadratic minus one': () => ({ activation: 'hermite2', learningRate: 0.02 }),
  'sign teacher': () => ({ teacherActivation: 'sign' }),
  'relu teacher': () => ({ teacherActivation: 'relu' }),
  'given second layers': (p, k) => ({
    secondLayer: {
      student: Float64Array.from({ length: p }, (_, i) => 1 - 0.3 * i),
      teacher: Float64Array.from({ length: k }, (_, r) => 0.5 + r),
    },
  }),
  'trained second layer': () => ({ secondLayer: { learningRate: 0.7 } }),
  'trained second layer of z² − 1': () => ({
    activation: 'hermite2',
    learningRate: 0.02,
    secondLayer: { learningRate: 0.1 },
  }),
  'weight decay': () => ({ weightDecay: 0.03 }),
  'complete decay': () => ({ weightDecay: 1 }),
  'mini-batch of 2': () => ({ batchSize: 2 }),
  'mini-batch of 5, second layer, decay': () => ({
    batchSize: 5,
    weightDecay: 0.01,
    secondLayer: { learningRate: 0.5 },
  }),
  lazy: () => ({ training: 'lazy' }),
  'lazy, relu, mini-batch': () => ({ training: 'lazy', activation: 'relu', batchSize: 3 }),
  'lazy, second layer, decay': () => ({
    training: 'lazy',
    secondLayer: { learningRate: 0.5 },
    weightDecay: 0.02,
  }),
};

function modelOf(p: number, k: number, spare: number, changed: Options): SimulationModel {
  const fields = (changed.training === 'lazy' ? 2 : 1) * p + k;
  const sizes = { studentWidth: p, teacherWidth: k, inputDimension: fields + spare };
  // Students that are copies of each other, or that stand still, leave the factor's basis to round-off: another basis has
  // the same law but another path. One teacher's span makes copies, a threshold makes students stand still.
  const determined = k > 1 && changed.activation !== 'relu';
  const kind = determined && (p + k) % 2 === 1 ? ('teacher-span' as const) : ('sphere' as const);
  return {
    ...sizes,
    learningRate: 0.8 * p,
    noise: 0.01,
    initial: drawInitialCondition({ kind }, sizes, RandomStream.fromKey(`oracles/start/${p}/${k}`)),
    ...changed,
  };
}

function compare(name: EngineName, model: SimulationModel, replicas: number): void {
  const streams = Array.from({ length: replicas }, (_, replica) =>
    RandomStream.fromKey('oracles/samples').split(replica),
  );
  const ensemble = createEnsemble(name, model, streams);
  ensemble.advance(2);
  ensemble.advance(STEPS - 2);
  streams.forEach((stream, replica) => {
    const complete = completeModel(model);
    const oracle =
      name === 'projected' ? new ProjectedOracle(complete, stream) : new DirectOracle(complete, stream);
    for (let step = 0; step < STEPS; step++) oracle.step();
    const expected = oracle.overlaps();
    const { Q, M } = ensemble.orderParameters(replica);
    const scale = Math.max(1, largestEntry(expected.Q), largestEntry(expected.M)) * 2 ** -53;
    const label = `${name}, p=${model.studentWidth}, k=${model.teacherWidth}, d=${model.inputDimension}, replica ${replica}`;
    expect(largestDifference(Q, expected.Q) / scale, `Q of ${label}`).toBeLessThan(UNITS);
    expect(largestDifference(M, expected.M) / scale, `M of ${label}`).toBeLessThan(UNITS);
    const outputs = ensemble.secondLayer(replica);
    expect(largestDifference(outputs, oracle.secondLayer) / scale, `a of ${label}`).toBeLessThan(UNITS);
  });
}

describe.each(['projected', 'direct'] as const)('the %s kernel equals its plain oracle', (name) => {
  it.each(Object.keys(options))('%s: p from 1 to 17, k from 1 to 5', (option) => {
    for (let p = 1; p <= 17; p++) {
      for (let k = 1; k <= 5; k++) {
        const spare = [0, 1, 3, 40][(p + k) % 4];
        compare(name, modelOf(p, k, spare, options[option](p, k)), 1 + ((p * k) % 5));
      }
    }
  });
});

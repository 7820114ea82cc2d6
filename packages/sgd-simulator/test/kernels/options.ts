import type { SimulationModel } from '../../src/index.ts';

type Options = Partial<SimulationModel>;

/** Every option of a model that both engines have, alone and together, for p students and k teachers. */
export const options: Readonly<Record<string, (p: number, k: number) => Options>> = {
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
  'lazy, quadratic, mini-batch': () => ({
    training: 'lazy',
    activation: 'quadratic',
    learningRate: 0.02,
    batchSize: 3,
  }),
  'lazy, relu, mini-batch': () => ({ training: 'lazy', activation: 'relu', batchSize: 3 }),
  'lazy, second layer, decay': () => ({
    training: 'lazy',
    secondLayer: { learningRate: 0.5 },
    weightDecay: 0.02,
  }),
};

import type { ExperimentInput } from '../sweeps/experiment-specification.ts';

/** The default demonstration: the three regimes side by side, simulation over theory. */
export const crossover: ExperimentInput = {
  name: 'crossover',
  title: 'The crossover of SGD in high dimension',
  question:
    'How do learning rate and width, as powers of the input dimension, decide whether SGD learns perfectly, stays on a plateau or is drowned by its own noise?',
  parts: [
    {
      label: 'plateau',
      base: {
        widthPrefactor: 8,
        teacherWidth: 4,
        kappa: 0,
        delta: 0,
        learningRatePrefactor: 8,
        noise: 1e-3,
        initial: { kind: 'teacher-span' },
        seed: 1,
        times: { tMax: 1000, points: 36 },
      },
      axes: { inputDimension: [100, 300, 1000] },
      replicas: 3,
      theory: ['limit', 'finite'],
    },
    {
      label: 'perfect learning',
      base: {
        widthPrefactor: 8,
        teacherWidth: 4,
        kappa: 0,
        delta: 0.5,
        learningRatePrefactor: 8,
        noise: 1e-3,
        initial: { kind: 'teacher-span' },
        seed: 1,
        times: { tMax: 300, points: 36 },
      },
      axes: { inputDimension: [30, 100, 300] },
      replicas: 3,
      theory: ['limit', 'finite'],
    },
    {
      label: 'bad learning',
      base: {
        widthPrefactor: 8,
        teacherWidth: 4,
        kappa: 0,
        delta: -0.375,
        learningRatePrefactor: 8,
        noise: 1e-3,
        initial: { kind: 'teacher-span' },
        seed: 1,
        times: { tMax: 1000, points: 36 },
      },
      axes: { inputDimension: [300, 1000, 3000] },
      replicas: 3,
      theory: ['limit', 'finite'],
    },
  ],
};

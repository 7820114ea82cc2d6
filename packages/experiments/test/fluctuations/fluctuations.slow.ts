import { describe, it } from 'vitest';
import { scatter, type ScatterCase } from './scatter.ts';
import { expectScatter } from './variance-criteria.ts';

/*
 * What fluctuations-meet-simulation.test.ts does, down to small risks and with five times the replicas: R has fallen
 * to a hundredth and fluctuates by 2 % of itself, the overlaps by a hundred times as much as R. 100 comparisons, false
 * alarms 2e-4.
 */
const cases: [string, ScatterCase][] = [
  [
    'perfect learning',
    { sizes: [4, 2], delta: 0.5, inputDimension: 300, replicas: 2000, times: [1, 10, 30] },
  ],
  [
    'the plateau',
    { sizes: [8, 4], delta: 0, inputDimension: 1000, replicas: 2000, times: [1, 3, 10, 30, 100] },
  ],
  [
    'the plateau, with many replicas',
    { sizes: [2, 2], delta: 0, inputDimension: 3000, replicas: 10_000, times: [0.3, 1, 3] },
  ],
  [
    'the plateau, with mini-batches, weight decay and a trained second layer',
    {
      sizes: [2, 2],
      delta: 0,
      inputDimension: 1000,
      replicas: 10_000,
      times: [0.3, 1, 3],
      training: { batchSize: 2, weightDecay: 0.2, secondLayerRate: 0.5 },
    },
  ],
  [
    'the plateau, with ReLU units',
    { sizes: [2, 2], delta: 0, inputDimension: 2000, replicas: 5000, times: [0.3, 1, 2], activation: 'relu' },
  ],
  [
    'bad learning',
    { sizes: [4, 2], delta: -0.25, inputDimension: 1e6, replicas: 10_000, times: [0.3, 1, 3] },
  ],
];

describe('many replicas scatter as the linear-noise equation says, down to small risks', () => {
  it.each(cases)('in %s', async (name, given) => {
    const { theory, replicas } = await scatter(`slow ${name}`, {
      noise: 1e-3,
      start: 'teacher-span',
      ...given,
    });
    theory.forEach((point, index) => {
      expectScatter(
        replicas.map((replica) => replica[index]),
        point,
        given.sizes[0],
      );
    });
  });
});

import type { ExperimentInput } from '../../sweeps/experiment-specification.ts';
import type { Preset } from '../preset.ts';
import { publishedSetting, publishedTimes } from './published-setting.ts';

const base = { ...publishedSetting, delta: 0, noise: 1e-3, initial: { kind: 'sphere' } } as const;
// The start is drawn in d dimensions, so that every d has a curve of its own.
const part = { label: 'random start', theory: ['limit' as const] };
const figures: ExperimentInput['figures'] = [{ kind: 'trajectories' }];
const question =
  'From weights drawn at random on the sphere overlaps with the teacher start at O(d^−½). How does the plateau they must escape from grow with d, and does the theory from the same start see it?';

/** [V] figure 9: the plateau regime from random weights, with the equations from the same start for each d. 5.7 × 10⁷ steps. */
export const figure9: Preset = {
  full: {
    name: 'paper/fig9',
    title: 'Random start: figure 9 of arXiv:2202.00293',
    question,
    parts: [
      {
        ...part,
        base: { ...base, times: publishedTimes(1e4) },
        axes: { inputDimension: [30, 100, 300, 1000] },
        replicas: 4,
      },
    ],
    figures,
  },
  quick: {
    name: 'paper/fig9-quick',
    title: 'Random start: figure 9 of arXiv:2202.00293, small',
    question,
    parts: [
      {
        ...part,
        base: { ...base, times: publishedTimes(1e3) },
        axes: { inputDimension: [30, 100, 300] },
        replicas: 2,
      },
    ],
    figures,
  },
};

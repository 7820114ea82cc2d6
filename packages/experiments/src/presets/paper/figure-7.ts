import type { ExperimentInput } from '../../sweeps/experiment-specification.ts';
import type { Preset } from '../preset.ts';
import { publishedSetting, publishedTimes } from './published-setting.ts';

const base = { ...publishedSetting, delta: -0.375, noise: 1e-3 };
const part = { label: 'bad learning', theory: ['limit' as const, 'finite' as const] };
const figures: ExperimentInput['figures'] = [{ kind: 'trajectories' }];
const question =
  'At δ = −3/8 the noise of the steps dominates; how fast do finite dimensions approach the limit?';

/** [V] figure 7: bad learning at δ = −3/8 and how finite sizes approach its limit. 8 × 10⁵ steps: a unit of its time is d^{1/4} of them. */
export const figure7: Preset = {
  full: {
    name: 'paper/fig7',
    title: 'Bad learning: figure 7 of arXiv:2202.00293',
    question,
    parts: [
      {
        ...part,
        base: { ...base, times: publishedTimes(1e4) },
        axes: { inputDimension: [1000, 1500, 4000] },
        replicas: 4,
      },
    ],
    figures,
  },
  quick: {
    name: 'paper/fig7-quick',
    title: 'Bad learning: figure 7 of arXiv:2202.00293, small',
    question,
    parts: [
      {
        ...part,
        base: { ...base, times: publishedTimes(1e3) },
        axes: { inputDimension: [1000, 1500, 4000] },
        replicas: 2,
      },
    ],
    figures,
  },
};

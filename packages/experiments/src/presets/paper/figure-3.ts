import type { ExperimentInput } from '../../sweeps/experiment-specification.ts';
import type { Preset } from '../preset.ts';
import { publishedSetting, publishedTimes } from './published-setting.ts';

const base = { ...publishedSetting, delta: 0 };
const part = {
  label: 'plateau',
  axes: { noise: [1e-2, 1e-3, 1e-4, 0] },
  // On the blue line the limit equations and those at finite d are the same.
  theory: ['limit' as const],
};
const figures: ExperimentInput['figures'] = [{ kind: 'trajectories' }];
const question =
  'At κ = δ = 0 the risk saturates at a height proportional to the noise Δ; without noise it falls.';

/** [V] figure 3: the plateau at κ = δ = 0, d = 1000, for four noises. 1.6 × 10⁸ steps. */
export const figure3: Preset = {
  full: {
    name: 'paper/fig3',
    title: 'Plateau: figure 3 of arXiv:2202.00293',
    question,
    parts: [{ ...part, base: { ...base, inputDimension: 1000, times: publishedTimes(1e4) }, replicas: 4 }],
    figures,
  },
  quick: {
    name: 'paper/fig3-quick',
    title: 'Plateau: figure 3 of arXiv:2202.00293, small',
    question,
    parts: [{ ...part, base: { ...base, inputDimension: 300, times: publishedTimes(1e3) }, replicas: 2 }],
    figures,
  },
};

import type { ExperimentInput } from '../../sweeps/experiment-specification.ts';
import type { Preset } from '../preset.ts';
import { publishedSetting, publishedTimes } from './published-setting.ts';

const label = (delta: string) => `γ = p₀ d^−${delta}`;
const base = { ...publishedSetting, noise: 1e-3 };
const theory = ['finite' as const];
const figures: ExperimentInput['figures'] = [{ kind: 'trajectories', timeAxis: 'sweeps' }];
const question =
  'A smaller learning rate ends lower but gets there later. What does each power of d in the rate cost, in sweeps ν/d, and what does it gain?';

/**
 * [V] figure 6: d = 1000 and γ = p₀ d^−δ against sweeps ν/d = t d^δ, each curve to 10⁵ sweeps at least; the published ones end at
 * 10⁵, 5.6 × 10⁴, 1.3 × 10⁴ and 3.2 × 10⁵. 2.6 × 10⁹ steps.
 */
export const figure6: Preset = {
  full: {
    name: 'paper/fig6',
    title: 'Learning rate against time: figure 6 of arXiv:2202.00293',
    question,
    parts: [
      part(1000, 0, '0', publishedTimes(1e5), 4),
      part(1000, 0.25, '1/4', [...publishedTimes(1e4), 2e4], 4),
      part(1000, 0.375, '3/8', publishedTimes(1e4), 4),
      part(1000, 0.5, '1/2', publishedTimes(1e4), 4),
    ],
    figures,
  },
  quick: {
    name: 'paper/fig6-quick',
    title: 'Learning rate against time: figure 6 of arXiv:2202.00293, small',
    question,
    parts: [
      part(300, 0, '0', publishedTimes(1e4), 2),
      part(300, 0.25, '1/4', [...publishedTimes(1e3), 2e3], 2),
      part(300, 0.375, '3/8', publishedTimes(1e3), 2),
      part(300, 0.5, '1/2', publishedTimes(1e3), 2),
    ],
    figures,
  },
};

function part(inputDimension: number, delta: number, exponent: string, times: number[], replicas: number) {
  return { label: label(exponent), base: { ...base, inputDimension, delta, times }, replicas, theory };
}

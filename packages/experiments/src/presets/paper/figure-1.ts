import { preset } from '../preset.ts';
import { publishedSetting } from './published-setting.ts';

const parts = [
  {
    label: 'with an ODE',
    base: { ...publishedSetting, noise: 1e-3, inputDimension: 100, times: [0, 0.1, 1, 10] },
    axes: { delta: [0.5, 0, -0.375] },
    theory: ['finite' as const],
  },
  {
    label: 'without',
    base: { ...publishedSetting, noise: 1e-3, inputDimension: 100, times: [0, 1, 10, 100] },
    axes: { delta: [-0.75] },
  },
];

/** [V] figure 1: the regimes in the (δ, κ) plane, with a short run in each. */
export const figure1 = preset(
  {
    name: 'paper/fig1',
    title: 'Phase diagram: figure 1 of arXiv:2202.00293',
    question: 'Width p = p₀ d^κ and learning rate γ = γ₀ d^{−δ}: which sums κ + δ have which limit?',
    parts,
    figures: [{ kind: 'phase-diagram' }],
  },
  { parts },
);

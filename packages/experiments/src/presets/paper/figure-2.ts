import { preset } from '../preset.ts';
import { publishedSetting, publishedTimes } from './published-setting.ts';

const parts = [
  { label: 'perfect learning', delta: 0.5 },
  { label: 'plateau', delta: 0 },
  { label: 'bad learning', delta: -0.375 },
].map(({ label, delta }) => ({
  label,
  base: { ...publishedSetting, noise: 1e-3, delta, times: publishedTimes(1e4) },
  simulation: false,
  theory: ['limit' as const],
}));

/** [V] figure 2: the limit ODE in each regime, R against the regime's own t. */
export const figure2 = preset(
  {
    name: 'paper/fig2',
    title: 'Three regimes of the limit ODE: figure 2 of arXiv:2202.00293',
    question: 'What does the limit ODE say where it exists: perfect learning, a plateau, or noise alone?',
    parts,
    figures: [{ kind: 'trajectories' }, { kind: 'phase-diagram' }],
  },
  { parts },
);

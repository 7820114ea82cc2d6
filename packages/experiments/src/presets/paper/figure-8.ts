import { preset } from '../preset.ts';

/** p₀ = γ₀ = 1: p = d^κ and γ = d^{−δ}; random weights, as wide networks start. */
const base = {
  widthPrefactor: 1,
  teacherWidth: 4,
  learningRatePrefactor: 1,
  noise: 1e-3,
  initial: { kind: 'sphere' },
  seed: 0,
} as const;

/** One point of the plane in each region; δt is 1 where there is no ODE, so that t is the number of steps there. */
const places = [
  { label: 'no ODE', kappa: 1.1, delta: -2.2, tMax: 1e4 },
  { label: 'bad learning', kappa: 1.25, delta: -1.5, tMax: 1e3 },
  { label: 'plateau', kappa: 1.5, delta: -1.5, tMax: 100 },
  { label: 'perfect learning', kappa: 1.5, delta: -0.5, tMax: 30 },
];

const parts = (inputDimension: number) =>
  places.map(({ label, kappa, delta, tMax }) => ({
    label,
    base: { ...base, kappa, delta, inputDimension, times: { tMax, points: 30 } },
    replicas: 4,
  }));

/** [V] figure 8: wide networks, p = d^κ with κ > 1. At d = 100 up to 1000 students; the published d is not known. */
export const figure8 = preset(
  {
    name: 'paper/fig8',
    title: 'Wide networks: figure 8 of arXiv:2202.00293',
    question:
      'Do the regimes hold for networks that grow faster than the input dimension, p = d^κ with κ > 1?',
    parts: parts(100),
    figures: [{ kind: 'trajectories', timeAxis: 'regime' }, { kind: 'phase-diagram' }],
  },
  { parts: parts(36) },
);

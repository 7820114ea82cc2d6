import type { ExperimentInput } from '../sweeps/experiment-specification.ts';
import type { Preset } from './preset.ts';

/** What the three parts share: one start, one teacher, one noise, one time axis. */
const base = {
  widthPrefactor: 8,
  teacherWidth: 4,
  kappa: 0,
  learningRatePrefactor: 8,
  noise: 1e-3,
  initial: { kind: 'teacher-span' },
  seed: 0,
  times: { tMax: 1000, points: 25 },
} as const;

/**
 * The default demonstration: the three regimes that have a limit, side by side, simulation over theory.
 * 3.1 × 10⁷ steps of SGD and twelve theory curves: about half a minute of one core. Perfect learning takes
 * four fifths of it, since a unit of its time is d^{3/2} steps; bad learning next to nothing (d^{1/4}), hence
 * its large dimensions.
 */
const full: ExperimentInput = {
  name: 'crossover',
  title: 'The crossover of SGD in high dimension',
  question:
    'The learning rate falls as γ = γ₀ d^{−δ} at fixed width. How does δ decide whether SGD learns a noisy teacher perfectly, ends on a plateau, or is carried away by its own noise?',
  parts: [
    {
      label: 'perfect learning',
      base: { ...base, delta: 0.5 },
      axes: { inputDimension: [30, 100, 300] },
      replicas: 4,
      theory: ['limit', 'finite'],
    },
    {
      label: 'plateau',
      base: { ...base, delta: 0 },
      axes: { inputDimension: [100, 300, 1000] },
      replicas: 4,
      theory: ['limit', 'finite'],
    },
    {
      label: 'bad learning',
      base: { ...base, delta: -0.375 },
      axes: { inputDimension: [1000, 10_000, 100_000] },
      replicas: 4,
      theory: ['limit', 'finite'],
    },
  ],
};

/** The same with d ≤ 300 (bad learning: 10⁴) and t ≤ 300. */
const quick: ExperimentInput = {
  ...full,
  name: 'crossover-quick',
  title: 'The crossover of SGD in high dimension, small',
  parts: full.parts.map((part) => ({
    ...part,
    base: { ...part.base, times: { tMax: 300, points: 22 } },
    axes: { inputDimension: part.axes?.inputDimension?.slice(0, 2) },
    replicas: 2,
  })),
};

export const crossover: Preset = { full, quick };

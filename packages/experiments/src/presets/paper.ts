import type { ExperimentInput } from '../sweeps/experiment-specification.ts';

/** What all figures share: erf, p₀ = 8, k = 4, γ₀ = p₀, a start in the teacher's span, t to 10⁴ ([V] arXiv:2202.00293). */
const shared = {
  widthPrefactor: 8,
  teacherWidth: 4,
  kappa: 0,
  learningRatePrefactor: 8,
  initial: { kind: 'teacher-span' },
  seed: 0,
  times: { tMax: 1e4, points: 60 },
} as const;

/** [V] figure 3: the plateau at κ = δ = 0, d = 1000, for four noises. 4 × 10⁷ steps: some 45 seconds of one core. */
export const figure3: ExperimentInput = {
  name: 'paper/fig3',
  title: 'Plateau: figure 3 of arXiv:2202.00293',
  question:
    'At κ = δ = 0 the risk saturates at a height proportional to the noise Δ; without noise it falls.',
  parts: [
    {
      label: 'plateau',
      base: { ...shared, delta: 0, inputDimension: 1000 },
      axes: { noise: [1e-2, 1e-3, 1e-4, 0] },
      theory: ['limit', 'finite'],
    },
  ],
};

/**
 * [V] figure 4a: perfect learning at δ = ½ for four dimensions. 3.8 × 10⁸ steps, five sixths of
 * them at d = 1000: some six minutes of one core.
 */
export const figure4a: ExperimentInput = {
  name: 'paper/fig4a',
  title: 'Perfect learning: figure 4a of arXiv:2202.00293',
  question:
    'At δ = ½ the risk follows gradient flow longer and ends lower the larger d is, though the noise stays.',
  parts: [
    {
      label: 'perfect learning',
      base: { ...shared, delta: 0.5, noise: 1e-3 },
      axes: { inputDimension: [30, 100, 300, 1000] },
      theory: ['limit', 'finite'],
    },
  ],
};

/** [V] figure 7: bad learning at δ = −3/8 and how finite sizes approach its limit. 2 × 10⁵ steps: about a second. */
export const figure7: ExperimentInput = {
  name: 'paper/fig7',
  title: 'Bad learning: figure 7 of arXiv:2202.00293',
  question: 'At δ = −3/8 the noise of the steps dominates; how fast do finite dimensions approach the limit?',
  parts: [
    {
      label: 'bad learning',
      base: { ...shared, delta: -0.375, noise: 1e-3 },
      axes: { inputDimension: [1000, 1500, 4000] },
      theory: ['limit', 'finite'],
    },
  ],
};

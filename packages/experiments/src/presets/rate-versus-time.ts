import type { ExperimentInput } from '../sweeps/experiment-specification.ts';
import type { Preset } from './preset.ts';

const base = {
  widthPrefactor: 4,
  teacherWidth: 4,
  kappa: 0,
  delta: 0,
  noise: 1e-3,
  initial: { kind: 'teacher-span' },
  seed: 0,
} as const;

/** γ₀/p₀ from 1/16 to 3: below the rate at which the perfect student loses its stability. */
const rates = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 3].map((ratio) => 4 * ratio);

const parts = (inputDimension: number, tMax: number, replicas: number) => [
  {
    label: 'learning rates',
    base: { ...base, inputDimension, times: { tMax, points: 60 } },
    axes: { learningRatePrefactor: rates },
    replicas,
  },
];

const figures = (budgets: number[]): ExperimentInput['figures'] => [
  { kind: 'learning-rate', budgets },
  { kind: 'trajectories', timeAxis: 'sweeps' },
];
const title = 'What a learning rate costs';
const question =
  'A large rate is fast but ends high, a small one ends low but late: what is the best rate for a given number of sweeps ν/d?';

/** Seven rates at d = 1000, 10⁴ sweeps each. */
export const rateVersusTime: Preset = {
  full: {
    name: 'rate-versus-time',
    title,
    question,
    parts: parts(1000, 1e4, 8),
    figures: figures([100, 300, 1000, 10_000]),
  },
  quick: {
    name: 'rate-versus-time-quick',
    title,
    question,
    parts: parts(200, 2000, 4),
    figures: figures([100, 300, 1000]),
  },
};

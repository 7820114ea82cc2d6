import type { ExperimentInput } from '../sweeps/experiment-specification.ts';
import type { Preset } from './preset.ts';

/** Two units learn two without noise: what breaks their symmetry is the random start alone, whose asymmetry is O(d^{−1/2}). */
const base = {
  widthPrefactor: 2,
  teacherWidth: 2,
  kappa: 0,
  delta: 0,
  learningRatePrefactor: 2,
  noise: 0,
  initial: { kind: 'sphere' },
  times: { tMax: 500, points: 120, from: 1 },
} as const;

const parts = (inputDimension: readonly number[], seeds: number) => [
  {
    label: 'random starts',
    base,
    axes: {
      inputDimension: [...inputDimension],
      seed: Array.from({ length: seeds }, (_, seed) => seed),
    },
    theory: ['finite' as const],
  },
];

const figures: ExperimentInput['figures'] = [{ kind: 'escape' }];
const title = 'How long the symmetric plateau lasts';
const question =
  'Students start equal up to O(d^{−1/2}), and the difference grows as e^{λt}: does the time on the plateau grow as (ln d)/(2λ)?';

/** Sixteen random starts at d from 10² to 10⁵. */
export const plateauEscape: Preset = {
  full: {
    name: 'plateau-escape',
    title,
    question,
    parts: parts([1e2, 3e2, 1e3, 3e3, 1e4, 3e4, 1e5], 16),
    figures,
  },
  quick: {
    name: 'plateau-escape-quick',
    title,
    question,
    parts: parts([1e2, 3e2, 1e3, 3e3, 1e4], 8),
    figures,
  },
};

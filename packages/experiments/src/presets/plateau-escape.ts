import type { ExperimentInput } from '../sweeps/experiment-specification.ts';
import type { Preset } from './preset.ts';

/** Every five units of time: escapes lie between t = 100 and 400, and log-spaced times are too far apart there. */
const times = Array.from({ length: 101 }, (_, index) => 5 * index);

/**
 * Two units learn two without noise: what breaks their symmetry is the random start, whose asymmetry is O(d^{−1/2}), and the noise
 * of the steps, which is as large. The plateau itself is approached slowly: the equations from these starts have a local growth
 * rate that reaches λ only beyond t = 300, and their own escapes rise by 17 for each unit of ln d where 1/(2λ) is 15.8.
 */
const base = {
  widthPrefactor: 2,
  teacherWidth: 2,
  kappa: 0,
  delta: 0,
  learningRatePrefactor: 2,
  noise: 0,
  initial: { kind: 'sphere' },
  times,
} as const;

/** One of them with its overlaps: who follows whom, and when. */
const followed = {
  label: 'one start',
  base: { ...base, inputDimension: 10_000, seed: 0, observables: 'overlaps' as const },
  theory: ['finite' as const],
};

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
  followed,
];

const figures: ExperimentInput['figures'] = [
  { kind: 'escape', parts: ['random starts'] },
  { kind: 'alignment', parts: ['one start'] },
  { kind: 'overlaps', parts: ['one start'], times: [0, 20, 150, 250, 500] },
];
const title = 'How long the symmetric plateau lasts';
const question =
  'Students start equal up to O(d^{−1/2}), and the difference grows as e^{λt}: does the time on the plateau grow as (ln d)/(2λ)?';

/** Thirty-two random starts at d from 10² to 10⁵. */
export const plateauEscape: Preset = {
  full: {
    name: 'plateau-escape',
    title,
    question,
    parts: parts([1e2, 3e2, 1e3, 3e3, 1e4, 3e4, 1e5], 32),
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

import type { ExperimentInput } from '../sweeps/experiment-specification.ts';
import type { Preset } from './preset.ts';

/** The noise does not touch particles; on the plateau line it is what keeps networks from them. */
const base = {
  teacherWidth: 4,
  kappa: 0,
  noise: 1e-2,
  initial: { kind: 'teacher-span' },
  times: { tMax: 30, points: 30 },
} as const;

/** γ₀ = p₀ at every width: particles and networks have the same time. */
const network = (label: string, delta: number, width: number, seeds: number, inputDimension: number) => ({
  label,
  base: { ...base, delta, inputDimension, widthPrefactor: width, learningRatePrefactor: width },
  axes: { seed: Array.from({ length: seeds }, (_, seed) => seed) },
  theory: ['limit' as const],
});

const particles = (label: string, delta: number, count: number) => ({
  label,
  base: { ...base, delta, widthPrefactor: count, learningRatePrefactor: count, seed: 0 },
  simulation: false,
  theory: ['mean-field' as const],
});

const regimes = [
  ['perfect learning', 0.5],
  ['plateau', 0],
] as const;

const parts = (
  widths: readonly number[],
  seeds: number,
  count: number,
  inputDimension: number,
): ExperimentInput['parts'] => [
  ...regimes.flatMap(([label, delta]) => [
    particles(label, delta, count),
    ...widths.map((width) => network(label, delta, width, seeds, inputDimension)),
  ]),
  // One start of each width, so that curves can be told apart.
  particles('one start', 0.5, count),
  ...widths.map((width) => network('one start', 0.5, width, 1, inputDimension)),
];

const figures: ExperimentInput['figures'] = [
  { kind: 'particle-limit', parts: regimes.map(([label]) => label) },
  { kind: 'trajectories', name: 'one-start', parts: ['one start'] },
];
const title = 'Wide networks and the mean-field limit';
const question =
  'As the student grows, does the risk tend to that of infinitely many particles: in the region of perfect learning, and on the plateau line, where the noise of the steps stays?';

/** Widths up to 64 from sixteen starts each, against 2048 particles. */
export const meanField: Preset = {
  full: { name: 'mean-field', title, question, parts: parts([4, 8, 16, 32, 64], 16, 2048, 1000), figures },
  quick: { name: 'mean-field-quick', title, question, parts: parts([4, 8, 16, 32], 8, 1024, 300), figures },
};

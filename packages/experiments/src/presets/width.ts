import type { ExperimentInput } from '../sweeps/experiment-specification.ts';
import type { Preset } from './preset.ts';

const TEACHERS = 4;

/** Teachers of unequal norms that overlap in pairs: harder to tell apart than equal orthogonal ones. */
const unequal = {
  P: [
    [1.5, 0.5, 0, 0],
    [0.5, 1, 0, 0],
    [0, 0, 1, 0.3],
    [0, 0, 0.3, 0.5],
  ],
};
const easy = { kind: 'teacher-span' } as const;
const hard = { kind: 'teacher-span', teacher: unequal } as const;
/** And which speak unequally loud: copies of them in the proportion 3 : 2 : 2 : 1 need 8 | p where all units of the student speak alike. */
const loudness = [1.5, 1, 1, 0.5];
const fixed = { kind: 'fixed' } as const;
const trained = { kind: 'trained', rate: 1 } as const;

const base = { teacherWidth: TEACHERS, kappa: 0, delta: 0.5, noise: 0 } as const;

interface Sizes {
  readonly widths: readonly number[];
  readonly starts: number;
  readonly tMax: number;
  readonly simulatedWidths: readonly number[];
  readonly simulatedStarts: number;
  readonly simulatedTMax: number;
  readonly particles: number;
}

const seeds = (count: number): number[] => Array.from({ length: count }, (_, seed) => seed);

/** γ₀ = p₀ at every width, which is a part of its own therefore. */
function panel(
  label: string,
  initial: typeof easy | typeof hard,
  layer: typeof fixed | typeof trained,
  { widths, starts, tMax, simulatedWidths, simulatedStarts, simulatedTMax, particles }: Sizes,
): ExperimentInput['parts'] {
  const secondLayer = initial === hard ? { ...layer, teacher: loudness } : layer;
  const shared = { ...base, initial, secondLayer };
  const isFixed = layer.kind === 'fixed';
  const flows = widths.map((width) => ({
    label: `${label}`,
    base: {
      ...shared,
      widthPrefactor: width,
      learningRatePrefactor: width,
      times: { tMax, points: 30 },
    },
    axes: { seed: seeds(starts) },
    simulation: false,
    theory: ['limit' as const],
  }));
  const limit = {
    label,
    base: {
      ...shared,
      widthPrefactor: particles,
      learningRatePrefactor: particles,
      times: { tMax, points: 30 },
    },
    simulation: false,
    theory: ['mean-field' as const],
  };
  const simulated = simulatedWidths.map((width) => ({
    label: `${label}, simulated`,
    base: {
      ...shared,
      inputDimension: 100,
      widthPrefactor: width,
      learningRatePrefactor: width,
      times: { tMax: simulatedTMax, points: 30 },
    },
    axes: { seed: seeds(simulatedStarts) },
  }));
  // The mean-field equations have no second layer to train.
  return [...flows, ...(isFixed ? [limit] : []), ...(isFixed ? simulated : [])];
}

const parts = (sizes: Sizes): ExperimentInput['parts'] => [
  ...panel('equal teachers, second layer fixed', easy, fixed, sizes),
  ...panel('equal teachers, second layer trained', easy, trained, sizes),
  ...panel('unequal teachers, second layer fixed', hard, fixed, sizes),
  ...panel('unequal teachers, second layer trained', hard, trained, sizes),
];

const FLOWS = [
  'equal teachers, second layer fixed',
  'equal teachers, second layer trained',
  'unequal teachers, second layer fixed',
  'unequal teachers, second layer trained',
];
const SIMULATED = [
  'equal teachers, second layer fixed, simulated',
  'unequal teachers, second layer fixed, simulated',
];
const figures = (threshold: number, simulatedThreshold: number): ExperimentInput['figures'] => [
  { kind: 'width', threshold, parts: FLOWS },
  { kind: 'width', name: 'width-simulated', threshold: simulatedThreshold, parts: SIMULATED },
];
const title = 'From narrow to wide networks';
const question =
  'Where do students of p units end from random starts, and how soon do they get there? With the second layer fixed R = 0 can be represented only if k divides p (8 does, for unequal teachers); a trained one, or many units, need not care.';

/** p from 2 to 40 = 10 k: gradient flow from sixteen starts, and simulations at d = 100. */
export const width: Preset = {
  full: {
    name: 'width',
    title,
    question,
    parts: parts({
      widths: [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 24, 32, 40],
      starts: 16,
      tMax: 1e4,
      simulatedWidths: [2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 40],
      simulatedStarts: 8,
      simulatedTMax: 1000,
      particles: 1024,
    }),
    figures: figures(1e-6, 1e-5),
  },
  quick: {
    name: 'width-quick',
    title,
    question,
    parts: parts({
      widths: [2, 3, 4, 5, 6, 8, 10, 12, 16],
      starts: 8,
      tMax: 1000,
      simulatedWidths: [2, 4, 5, 8, 12],
      simulatedStarts: 4,
      simulatedTMax: 300,
      particles: 512,
    }),
    figures: figures(1e-5, 1e-4),
  },
};

import type { ExperimentInput } from '../sweeps/experiment-specification.ts';
import type { Preset } from './preset.ts';

/** p = k: no algebraic creep hides where the risk ends. */
const base = {
  widthPrefactor: 4,
  teacherWidth: 4,
  kappa: 0,
  learningRatePrefactor: 4,
  noise: 1e-3,
  initial: { kind: 'teacher-span' },
  seed: 0,
} as const;

const parts = (byDelta: readonly (readonly [string, number, readonly number[]])[], tMax: number) =>
  byDelta.map(([label, delta, inputDimension]) => ({
    label,
    base: { ...base, delta, times: { tMax, points: 60 } },
    axes: { inputDimension: [...inputDimension] },
    replicas: 4,
    theory: ['finite' as const],
  }));

const figures: ExperimentInput['figures'] = [{ kind: 'scaling' }, { kind: 'trajectories' }];
const title = 'Where the risk ends in finite dimension';
const question =
  'At fixed noise, how does the final risk depend on d: as d^{−ϑ} in the region of perfect learning, not at all on the plateau line, and where does the finite-d ODE put it?';
const small = [30, 60, 100, 200, 300, 600, 1000];

/** ϑ = ½, ¼ and 0 at d up to 3000. */
export const finiteSize: Preset = {
  full: {
    name: 'finite-size',
    title,
    question,
    parts: parts(
      [
        ['ϑ = ½', 0.5, small],
        ['ϑ = ¼', 0.25, [...small, 3000]],
        ['ϑ = 0', 0, [...small, 3000]],
      ],
      2000,
    ),
    figures,
  },
  quick: {
    name: 'finite-size-quick',
    title,
    question,
    parts: parts(
      [
        ['ϑ = ½', 0.5, [30, 60, 100, 200]],
        ['ϑ = 0', 0, [30, 60, 100, 200]],
      ],
      1000,
    ),
    figures,
  },
};

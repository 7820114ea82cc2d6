import type { ExperimentInput } from '../sweeps/experiment-specification.ts';
import type { Preset } from './preset.ts';

/** The prototype's setting (model.md §8): a horizon of five units of time, overlaps at six of them, one start at every d. */
const base = {
  widthPrefactor: 4,
  teacherWidth: 2,
  kappa: 0,
  learningRatePrefactor: 4,
  noise: 1e-2,
  initial: { kind: 'teacher-span' },
  seed: 0,
  observables: 'overlaps',
} as const;

const part = (label: string, delta: number, inputDimension: readonly number[], replicas: number) => ({
  label,
  base: { ...base, delta, times: [0, 0.2, 0.5, 1, 2, 5] },
  axes: { inputDimension: [...inputDimension] },
  replicas,
  // On the plateau line the two are the same equations.
  theory: delta === 0 ? ['finite' as const] : ['limit' as const, 'finite' as const],
});

const figures: ExperimentInput['figures'] = [{ kind: 'convergence' }];
const title = 'How fast simulations approach their ODE';
const question =
  'The distance of SGD from the ODE is O(√δt): does it fall as d^{−1/2} on the plateau line, as d^{−3/4} at ϑ = ½ and as d^{−1/4} at ϑ = −¼?';
const decades = [1e2, 1e3, 1e4, 1e5, 1e6];

/**
 * d from 10² to 10⁶; at ϑ = ½, where a unit of time is d^{3/2} steps, to 10⁵. The last dimension there takes half of all steps, with a quarter of
 * the replicas. At ϑ = −¼, where the distance falls least and a unit of time is only d^{1/2} steps, replicas are many: a slope so small
 * needs them.
 */
export const convergenceRate: Preset = {
  full: {
    name: 'convergence-rate',
    title,
    question,
    parts: [
      part('ϑ = ½', 0.5, [1e2, 3e2, 1e3, 3e3, 1e4, 3e4], 32),
      part('ϑ = ½', 0.5, [1e5], 8),
      part('ϑ = 0', 0, decades, 32),
      part('ϑ = −¼', -0.25, decades, 128),
    ],
    figures,
  },
  quick: {
    name: 'convergence-rate-quick',
    title,
    question,
    parts: [
      part('ϑ = ½', 0.5, [1e2, 3e2, 1e3, 3e3], 32),
      part('ϑ = 0', 0, [1e2, 1e3, 1e4, 1e5], 32),
      part('ϑ = −¼', -0.25, [1e2, 1e3, 1e4, 1e5], 32),
    ],
    figures,
  },
};

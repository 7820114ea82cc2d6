import type { ExperimentInput } from '../sweeps/experiment-specification.ts';
import type { Preset } from './preset.ts';

/** p = 4 d^κ at d = 32 = 2⁵: κ in fifths gives 4, 8, 16, … 128 students, multiples of k, so that R = 0 can be represented everywhere. */
const base = {
  widthPrefactor: 4,
  teacherWidth: 4,
  learningRatePrefactor: 4,
  noise: 1e-2,
  inputDimension: 32,
  initial: { kind: 'teacher-span' },
  seed: 0,
} as const;

/** Wider students than this are compared with particles: the full equations cost p⁴ an evaluation. */
const MOST_STUDENTS = 60;
/** Steps, where there is no ODE whose time they could be counted in. */
const STEPS_WITHOUT_ODE = 10_000;

/** One place of the plane; its horizon is t = `tMax` in the regime's own time. */
function place(theta: number, kappa: number, tMax: number, replicas: number) {
  const isWide = 4 * 32 ** kappa > MOST_STUDENTS;
  const equations: 'mean-field' | 'finite' = isWide ? 'mean-field' : 'finite';
  const hasTheory = theta > -0.5 && (!isWide || theta > 0);
  return {
    label: `κ = ${kappa}, ϑ = ${theta}`,
    base: {
      ...base,
      kappa,
      // Tenths and hundredths, not what is left of them in binary.
      delta: Number((theta - kappa).toFixed(4)),
      times: { tMax: theta > -0.5 ? tMax : STEPS_WITHOUT_ODE, points: 24 },
    },
    replicas,
    theory: hasTheory ? [equations] : [],
  };
}

const parts = (thetas: readonly number[], kappas: readonly number[], tMax: number, replicas: number) =>
  thetas.flatMap((theta) => kappas.map((kappa) => place(theta, kappa, tMax, replicas)));

const figures: ExperimentInput['figures'] = [{ kind: 'phase-diagram' }];
const title = 'The phase diagram of SGD, measured';
const question =
  'On a grid of (δ, κ), where does the risk end, and does it do so where the theory of each region says?';

/** Nine sums ϑ = κ + δ at six widths, t to 300. */
export const phaseDiagram: Preset = {
  full: {
    name: 'phase-diagram',
    title,
    question,
    parts: parts([-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1], [0, 0.2, 0.4, 0.6, 0.8, 1], 300, 4),
    figures,
  },
  quick: {
    name: 'phase-diagram-quick',
    title,
    question,
    parts: parts([-1, -0.5, -0.25, 0, 0.5, 1], [0, 0.4, 1], 100, 2),
    figures,
  },
};

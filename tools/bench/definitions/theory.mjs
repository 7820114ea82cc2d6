/** What is measured of ode-theory. Times are seconds per unit; `scale` brings them to the benchmark's unit. */
import { recordedEulerSteps } from '../published-codes.mjs';

const microseconds = { name: 'µs an evaluation', scale: 1e6 };
const seconds = { name: 's a trajectory', scale: 1 };

const BLUE = { name: 'blue', weights: { gradient: 1, variance: 1 } };
const GREEN = { name: 'green', weights: { gradient: 1, variance: 0 } };

const sizes = (studentWidth, teacherWidth) => ({ studentWidth, teacherWidth });
const write = ({ studentWidth, teacherWidth }) => `(${studentWidth}, ${teacherWidth})`;

const rightHandSide = (model, { name, weights } = BLUE) => ({
  name: `${name === BLUE.name ? 'right-hand side' : 'its gradient part'} ${write(model)}`,
  kind: 'theory',
  work: 'right-hand-side',
  model,
  weights,
});

const withNorm = (model, squaredNorm) => ({
  ...rightHandSide(model),
  name: `${rightHandSide(model).name}, Q_ii = ${squaredNorm}`,
  squaredNorm,
});

const UNTIL = 1e4;
const MOST_ERROR = 1e-6;
const trajectory = ({ name, weights }, relativeTolerance, model = sizes(8, 4)) => ({
  name: `${name} ${write(model)} to t = 10⁴`,
  kind: 'theory',
  work: 'trajectory',
  model,
  weights,
  until: UNTIL,
  relativeTolerance,
});
const inBrowser = (contender) => ({
  ...contender,
  name: `${contender.name} in Chromium`,
  kind: 'theory-in-browser',
});

const mostMicroseconds = new Map([
  ['(8, 4)', 12],
  ['(16, 4)', 115],
  ['(32, 4)', 1500],
  ['(64, 4)', 20_000],
]);
const MOST_MICROSECONDS_OF_GRADIENT = 35;
const MOST_TIMES_NODE = 1.3;
const MOST_SECONDS_OF_MEAN_FIELD = 10;

const models = [sizes(2, 1), sizes(4, 2), sizes(8, 4), sizes(16, 4), sizes(32, 4), sizes(64, 4)];
const gradientModels = [sizes(8, 4), sizes(32, 4)];
/** Long units have larger correlations, whose arcsines take more work. */
const longUnits = [2, 20].map((squaredNorm) => withNorm(sizes(8, 4), squaredNorm));

/** The loosest tolerances at which the largest error of the risk at the outputs is below 10⁻⁶. */
const blue = trajectory(BLUE, 1e-8);
const green = trajectory(GREEN, 1e-7);
const trajectories = [
  { contender: blue, most: 0.1 },
  { contender: green, most: 0.03 },
];

/** 2·10⁷ steps of SGD make t = 10⁴ at d = 1000 and γ = p; the codes take one step of Euler's method for each. */
const EULER_STEPS = 2e7;

const meanField = {
  name: '2000 particles, k = 4, to t = 100',
  kind: 'theory',
  work: 'mean-field',
  particles: 2000,
  teacherWidth: 4,
  until: 100,
};

const hosts = [rightHandSide(sizes(8, 4)), rightHandSide(sizes(32, 4)), blue];

export const theoryBenchmarks = [
  {
    name: 'theory.right-hand-side',
    title: 'One right-hand side, sizes (p, k)',
    unit: microseconds,
    compares: 'the public right-hand side with itself: six sizes, the gradient part alone, longer units',
    doesNotShow: 'other activations, trained second layers, the exact equations',
    contenders: [
      ...models.map((model) => rightHandSide(model)),
      ...gradientModels.map((model) => rightHandSide(model, GREEN)),
      ...longUnits,
    ],
    figures: [
      ...models
        .filter((model) => mostMicroseconds.has(write(model)))
        .map((model) => ({
          label: `time, ${write(model)}`,
          kind: 'time',
          of: rightHandSide(model).name,
          scale: microseconds.scale,
          atMost: mostMicroseconds.get(write(model)),
        })),
      {
        label: 'time, gradient part at (32, 4)',
        kind: 'time',
        of: rightHandSide(sizes(32, 4), GREEN).name,
        scale: microseconds.scale,
        atMost: MOST_MICROSECONDS_OF_GRADIENT,
      },
      {
        label: 'exponent of p, 8 to 64',
        kind: 'exponent',
        of: models.slice(2).map((model) => rightHandSide(model).name),
        x: models.slice(2).map(({ studentWidth }) => studentWidth),
      },
    ],
  },
  {
    name: 'theory.trajectories',
    title: 'Whole trajectories to 10⁻⁶ of the risk (p = 8, k = 4, Δ = 10⁻³)',
    unit: seconds,
    compares: 'blue (both parts) and green (gradient alone) through the public `solve`, 41 outputs',
    doesNotShow:
      'other starts: how soon a plateau is left changes the number of steps; the error is against a run at 10⁻¹²',
    contenders: trajectories.map(({ contender }) => contender),
    figures: [
      ...trajectories.map(({ contender, most }) => ({
        label: `time, ${contender.name}`,
        kind: 'time',
        of: contender.name,
        scale: seconds.scale,
        atMost: most,
      })),
      ...trajectories.flatMap(({ contender }) => [
        {
          label: `largest error of R, ${contender.name}`,
          kind: 'outcome',
          of: contender.name,
          property: 'largestError',
          atMost: MOST_ERROR,
        },
        {
          label: `evaluations, ${contender.name}`,
          kind: 'outcome',
          of: contender.name,
          property: 'evaluations',
        },
      ]),
      {
        label: 'recorded Euler of arXiv:2202.00293 over blue',
        kind: 'recordedOver',
        of: blue.name,
        recorded: EULER_STEPS * recordedEulerSteps['(8, 4)'] * 1e-6,
        scale: seconds.scale,
      },
    ],
  },
  {
    name: 'theory.mean-field',
    title: 'Mean-field limit: particles that follow the gradient of the risk of all',
    unit: seconds,
    compares: 'one run of the public `solveMeanField` at its default tolerance',
    doesNotShow: 'how many particles a question needs',
    mostRounds: 3,
    contenders: [meanField],
    figures: [
      {
        label: 'time',
        kind: 'time',
        of: meanField.name,
        scale: seconds.scale,
        atMost: MOST_SECONDS_OF_MEAN_FIELD,
      },
      { label: 'evaluations', kind: 'outcome', of: meanField.name, property: 'evaluations' },
    ],
  },
  {
    name: 'theory.browser',
    title: 'The same in a worker of a page',
    unit: { name: 'ms', scale: 1e3 },
    compares: 'Node and a headless Chromium on the same built packages, in turn',
    doesNotShow: 'other browsers, and what a page with work of its own leaves to its workers',
    contenders: hosts.flatMap((contender) => [contender, inBrowser(contender)]),
    figures: hosts.map((contender) => ({
      label: `Chromium over Node, ${contender.name}`,
      kind: 'ratio',
      of: inBrowser(contender).name,
      to: contender.name,
      atMost: MOST_TIMES_NODE,
    })),
  },
];

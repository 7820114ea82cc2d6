import { RandomStream } from '@crossover/math-core';
import {
  drawParticles,
  scaling,
  solve,
  solveFluctuations,
  solveMeanField,
  stationaryRisk,
  weights,
  type SolveOptions,
} from '@crossover/ode-theory';
import { drawInitialCondition } from '@crossover/sgd-simulator';

function startOf(studentWidth: number, teacherWidth: number) {
  const stream = RandomStream.fromKey(`bit identity/theory/${studentWidth}/${teacherWidth}`);
  return drawInitialCondition({ kind: 'teacher-span' }, { studentWidth, teacherWidth }, stream);
}

/** Risks and overlaps of a trajectory. */
function trajectory(options: SolveOptions): Float64Array[] {
  const { risk, orderParameters, secondLayer } = solve(options);
  return [risk, ...orderParameters.flatMap(({ Q, M }) => [Q, M]), ...(secondLayer ?? [])];
}

const plateau = scaling({
  widthPrefactor: 4,
  learningRatePrefactor: 4,
  kappa: 0,
  delta: 0,
  inputDimension: 200,
});

/**
 * What the theory computes, through every kernel of it and both integration methods; the same bits are expected of every
 * host.
 */
export const fixedTheory: Readonly<Record<string, () => Float64Array[]>> = {
  'theory, erf, through the stiff stage': () =>
    trajectory({
      initial: startOf(8, 4),
      weights: { gradient: 1, variance: 1 },
      noise: 1e-3,
      times: [0, 1, 30, 1000, 3000],
      relativeTolerance: 1e-8,
    }),
  'theory, exact mean of a step, trained second layer': () =>
    trajectory({
      initial: startOf(4, 2),
      weights: weights(plateau, 'exact', { batchSize: 3, weightDecay: 0.01, secondLayerRate: 1 }),
      noise: 0.01,
      times: [0, 2, 20],
    }),
  'theory, relu': () =>
    trajectory({
      initial: startOf(3, 3),
      weights: { gradient: 1, variance: 0.5 },
      noise: 0.01,
      network: { activation: 'relu' },
      times: [0, 1, 5],
      relativeTolerance: 1e-6,
    }),
  'theory, z² student and sign teacher': () =>
    trajectory({
      initial: startOf(3, 2),
      weights: { gradient: 0.2, variance: 0.02 },
      noise: 0.01,
      network: { activation: 'quadratic', teacherActivation: 'sign' },
      times: [0, 1, 3],
    }),
  'theory, stationary state': () => {
    const initial = startOf(4, 2);
    const model = { studentWidth: 4, teacherWidth: 2, noise: 0.01, P: initial.P };
    const { state, stability } = stationaryRisk({ model, weights: weights(plateau, 'finite'), initial });
    return [state, Float64Array.from(stability.eigenvalues, ({ real }) => real)];
  },
  'theory, fluctuations': () => {
    const initial = startOf(4, 2);
    const { points } = solveFluctuations({
      model: { studentWidth: 4, teacherWidth: 2, noise: 0.01, P: initial.P },
      initial,
      weights: weights(plateau, 'finite'),
      step: { learningRate: plateau.learningRate, inputDimension: 200 },
      timeStep: plateau.timeStep,
      times: [0.5, 3],
      quadraturePoints: 1024,
    });
    return points.map(({ covariance }) => covariance);
  },
  'theory, mean field': () => {
    const particles = drawParticles(
      { kind: 'sphere-in-span' },
      { count: 65, teacherWidth: 3, key: 'bit identity', draws: 'quasi-random' },
    );
    const { risk } = solveMeanField({ particles, gradient: 1, times: [0, 1, 10] });
    return [risk];
  },
};

import { RandomStream, type ActivationName } from '@crossover/math-core';
import {
  packState,
  scaling,
  solveFluctuations,
  weights,
  type FluctuationPoint,
  type TrainingOptions,
} from '@crossover/ode-theory';
import { drawInitialCondition, simulate, type SimulationModel } from '@crossover/sgd-simulator';

/** A model at one d, with replicas to be looked at. */
export interface ScatterCase {
  readonly sizes: readonly [studentWidth: number, teacherWidth: number];
  readonly delta: number;
  readonly inputDimension: number;
  readonly replicas: number;
  readonly times: readonly number[];
  /** Default 0.1. */
  readonly noise?: number;
  /** Default: weights drawn at d = 8, so that overlaps are in general position. */
  readonly start?: 'general' | 'teacher-span';
  /** Of students and teachers; default 'erf'. */
  readonly activation?: ActivationName;
  /** Mini-batches, weight decay and a trained second layer, in units of t. */
  readonly training?: TrainingOptions;
}

export interface ReplicaPoint {
  readonly risk: number;
  readonly state: Float64Array;
}

/**
 * Theory and replicas at the steps nearest to the times; `epsilon` below 1 leaves the higher powers of γ out of the
 * noise.
 */
export async function scatter(
  name: string,
  given: ScatterCase,
  epsilon = 1,
): Promise<{ theory: readonly FluctuationPoint[]; replicas: ReplicaPoint[][] }> {
  const {
    delta,
    inputDimension,
    replicas,
    times,
    noise = 0.1,
    start = 'general',
    training = {},
    activation = 'erf',
  } = given;
  const [studentWidth, teacherWidth] = given.sizes;
  const parameters = scaling({
    widthPrefactor: studentWidth,
    learningRatePrefactor: studentWidth,
    kappa: 0,
    delta,
    inputDimension,
  });
  const { learningRate, timeStep } = parameters;
  const initial = drawInitialCondition(
    start === 'teacher-span'
      ? { kind: start }
      : { kind: 'gaussian', standardDeviation: 0.7, teacher: { P: identity(teacherWidth) } },
    { studentWidth, teacherWidth, inputDimension: 8 },
    RandomStream.fromKey(`fluctuations ${studentWidth} ${teacherWidth}`),
  );
  const steps = times.map((time) => Math.round(time / timeStep));
  const { batchSize = 1, secondLayerRate } = training;
  const weightDecay = (training.weightDecay ?? 0) * timeStep;
  const rateOfOutputs = (secondLayerRate ?? 0) * studentWidth * timeStep;
  const { points: theory } = solveFluctuations({
    model: { ...initial, activation, noise, trainsSecondLayer: secondLayerRate !== undefined },
    initial,
    weights: weights(parameters, 'exact', training),
    step: {
      learningRate: epsilon * learningRate,
      inputDimension,
      batchSize,
      weightDecay,
      secondLayerLearningRate: epsilon * rateOfOutputs,
    },
    timeStep: epsilon * epsilon * timeStep,
    times: steps.map((step) => step * timeStep),
  });
  const model: SimulationModel = {
    studentWidth,
    teacherWidth,
    inputDimension,
    learningRate,
    noise,
    initial,
    activation,
    batchSize,
    weightDecay,
    ...(secondLayerRate === undefined ? {} : { secondLayer: { learningRate: rateOfOutputs } }),
  };
  return { theory, replicas: await replicasOf(model, steps, replicas, name) };
}

/** Replicas of the projected engine, looked at after given steps. */
export async function replicasOf(
  model: SimulationModel,
  steps: readonly number[],
  count: number,
  name: string,
): Promise<ReplicaPoint[][]> {
  const stream = RandomStream.fromKey(`fluctuations of ${name}`);
  const streams = Array.from({ length: count }, (_, replica) => stream.split(replica));
  const runs = await simulate(model, { steps, replicas: streams, engine: 'projected' });
  return runs.map((points) =>
    points.map(({ risk, orderParameters, secondLayer }) => ({
      risk,
      state:
        model.secondLayer === undefined
          ? packState(orderParameters)
          : packState(orderParameters, secondLayer),
    })),
  );
}

function identity(size: number): number[][] {
  return Array.from({ length: size }, (_, r) => Array.from({ length: size }, (__, s) => (r === s ? 1 : 0)));
}

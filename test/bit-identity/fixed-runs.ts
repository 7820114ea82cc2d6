import { digest } from '@crossover/experiments';
import { RandomStream } from '@crossover/math-core';
import {
  createEnsemble,
  drawInitialCondition,
  type EngineName,
  type SimulationModel,
} from '@crossover/sgd-simulator';
import { fixedTheory } from './fixed-theory.ts';

/** A run with everything that it puts out; the same bits are expected of every host. */
interface FixedRun {
  readonly engine: EngineName;
  readonly sizes: readonly [studentWidth: number, teacherWidth: number, inputDimension: number];
  readonly steps: number;
  readonly replicas?: number;
  readonly options?: Partial<SimulationModel>;
}

/**
 * Between them these runs go through every kernel: both engines, odd and even sizes, blocks, all activations, all options,
 * χ² of few and of many degrees of freedom.
 */
export const fixedRuns: Readonly<Record<string, FixedRun>> = {
  'projected, erf': { engine: 'projected', sizes: [8, 4, 1000], steps: 20_000, replicas: 3 },
  'projected, d = n': { engine: 'projected', sizes: [3, 2, 5], steps: 5000 },
  'projected, d = n + 1': { engine: 'projected', sizes: [3, 2, 6], steps: 5000 },
  'projected, d = 10⁷': { engine: 'projected', sizes: [5, 3, 1e7], steps: 5000 },
  'projected, relu': { engine: 'projected', sizes: [4, 2, 50], steps: 3000, options: { activation: 'relu' } },
  'projected, linear': {
    engine: 'projected',
    sizes: [2, 2, 50],
    steps: 3000,
    options: { activation: 'linear' },
  },
  'projected, quadratic': {
    engine: 'projected',
    sizes: [3, 2, 100],
    steps: 2000,
    options: { activation: 'quadratic', learningRate: 0.05 },
  },
  'projected, z² − 1': {
    engine: 'projected',
    sizes: [3, 2, 100],
    steps: 2000,
    options: { activation: 'hermite2', learningRate: 0.05 },
  },
  'projected, sign teacher': {
    engine: 'projected',
    sizes: [4, 3, 60],
    steps: 3000,
    options: { teacherActivation: 'sign' },
  },
  'projected, second layer, decay, mini-batch': {
    engine: 'projected',
    sizes: [4, 2, 20],
    steps: 1000,
    options: { secondLayer: { learningRate: 0.1 }, weightDecay: 1e-3, batchSize: 5 },
  },
  'projected, lazy': { engine: 'projected', sizes: [4, 2, 30], steps: 2000, options: { training: 'lazy' } },
  'direct, erf': { engine: 'direct', sizes: [8, 4, 101], steps: 2000, replicas: 2 },
  'direct, in blocks': { engine: 'direct', sizes: [66, 4, 50], steps: 1001 },
  'direct, in blocks, decay, second layer': {
    engine: 'direct',
    sizes: [65, 3, 40],
    steps: 501,
    options: { secondLayer: { learningRate: 0.1 }, weightDecay: 1e-3 },
  },
  'direct, lazy, mini-batch, relu': {
    engine: 'direct',
    sizes: [5, 2, 33],
    steps: 500,
    options: { training: 'lazy', activation: 'relu', batchSize: 3 },
  },
  'direct, spectrum': {
    engine: 'direct',
    sizes: [4, 2, 30],
    steps: 1000,
    options: {
      inputs: { kind: 'spectrum', eigenvalues: Float64Array.from({ length: 30 }, (_, j) => 2 / (1 + j)) },
    },
  },
};

/** The names of all that is pinned: runs of the simulator and what the theory computes. */
export const fixedNames: readonly string[] = [...Object.keys(fixedRuns), ...Object.keys(fixedTheory)];

/** SHA-256 of what a run of the simulator or a computation of the theory puts out. */
export function digestOf(name: string): string {
  const theory = fixedTheory[name] as (() => Float64Array[]) | undefined;
  return theory === undefined ? digestOfRun(name) : digest(concatenated(theory().map(bytesOf)));
}

/** SHA-256 of the overlaps, risks, second layers and checkpoints of all replicas, before, within and after the run. */
function digestOfRun(name: string): string {
  const { engine, sizes, steps, replicas = 1, options = {} } = fixedRuns[name];
  const [studentWidth, teacherWidth, inputDimension] = sizes;
  const widths = { studentWidth, teacherWidth, inputDimension };
  const initial = drawInitialCondition(
    { kind: 'sphere' },
    widths,
    RandomStream.fromKey(`bit identity/start/${name}`),
  );
  const model: SimulationModel = { ...widths, learningRate: studentWidth, noise: 1e-3, initial, ...options };
  const samples = RandomStream.fromKey(`bit identity/samples/${name}`);
  const streams = Array.from({ length: replicas }, (_, replica) => samples.split(replica));
  const ensemble = createEnsemble(engine, model, streams);
  const outputs: Uint8Array[] = [];
  for (const stretch of [0, Math.floor(steps / 3), steps - Math.floor(steps / 3)]) {
    ensemble.advance(stretch);
    for (let replica = 0; replica < replicas; replica++) {
      const { Q, M, P } = ensemble.orderParameters(replica);
      const risk = Float64Array.of(ensemble.populationRisk(replica));
      for (const numbers of [Q, M, P, risk, ensemble.secondLayer(replica)]) outputs.push(bytesOf(numbers));
      outputs.push(ensemble.checkpoint(replica));
    }
  }
  return digest(concatenated(outputs));
}

/** The digests of all runs by name. */
export function allDigests(): Record<string, string> {
  return Object.fromEntries(fixedNames.map((name) => [name, digestOf(name)]));
}

function bytesOf(numbers: Float64Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

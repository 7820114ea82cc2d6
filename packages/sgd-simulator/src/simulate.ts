import type { OrderParameters, RandomStream } from '@crossover/math-core';
import { chooseEngine } from './choose-engine.ts';
import { createEnsemble, restoreEnsemble } from './create-engine.ts';
import type { EngineName, Ensemble } from './engine.ts';
import { InvalidModelError, messages, SimulationAbortedError } from './errors.ts';
import type { SimulationModel } from './model/simulation-model.ts';

/** A replica at one step. */
export interface SimulatedPoint {
  /** ν */
  readonly step: number;
  /** R, without label noise. */
  readonly risk: number;
  readonly orderParameters: OrderParameters;
  /** a */
  readonly secondLayer: Float64Array;
}

/** Where the replicas stand between two chunks of their work. */
export interface SimulationProgress {
  readonly step: number;
  /** Share of the steps that are done, from 0 to 1. */
  readonly fraction: number;
  /** One checkpoint a replica; `simulate` goes on from them with the same bits. */
  checkpoints(): Uint8Array[];
}

export interface SimulateOptions {
  /** The steps ν ≥ 0 to look at, increasing. */
  readonly steps: readonly number[];
  /** One stream a replica, or one checkpoint a replica. */
  readonly replicas: readonly RandomStream[] | readonly Uint8Array[];
  /** Default 'auto', see `chooseEngine`. */
  readonly engine?: EngineName | 'auto';
  /** Called and awaited between chunks and at every step looked at; the host paces and cancels here. */
  readonly onProgress?: (progress: SimulationProgress) => void | Promise<void>;
  /** Any AbortSignal; read between chunks. */
  readonly signal?: { readonly aborted: boolean };
  /** Steps between two looks at the signal; default 20 000. The result does not depend on it. */
  readonly chunkSteps?: number;
}

const DEFAULT_CHUNK_STEPS = 20_000;

/**
 * Replicas of a model, looked at after given numbers of steps: for each replica, a point for each step. Started from
 * checkpoints, only the steps from theirs on are looked at.
 *
 * Throws what `createEnsemble` throws, InvalidModelError for steps that do not increase, OverlapOverflowError when a replica
 * diverges, and SimulationAbortedError when the signal is raised before the last step.
 */
export async function simulate(
  model: SimulationModel,
  { steps, replicas, engine = 'auto', onProgress, signal, chunkSteps = DEFAULT_CHUNK_STEPS }: SimulateOptions,
): Promise<SimulatedPoint[][]> {
  assertIncreasing(steps);
  const ensemble = begin(engine === 'auto' ? chooseEngine(model) : engine, model, replicas);
  const points: SimulatedPoint[][] = replicas.map(() => []);
  const last = steps[steps.length - 1] ?? 0;
  const report = () =>
    onProgress?.({
      step: ensemble.step,
      fraction: last === 0 ? 1 : Math.min(1, ensemble.step / last),
      checkpoints: () => points.map((_, replica) => ensemble.checkpoint(replica)),
    });
  for (const step of steps) {
    if (step < ensemble.step) continue;
    while (ensemble.step < step) {
      if (signal?.aborted === true) throw new SimulationAbortedError(messages.aborted(ensemble.step, last));
      ensemble.advance(Math.min(chunkSteps, step - ensemble.step));
      if (ensemble.step < step) await report();
    }
    points.forEach((known, replica) => known.push(pointOf(ensemble, replica)));
    await report();
  }
  return points;
}

function begin(name: EngineName, model: SimulationModel, replicas: SimulateOptions['replicas']): Ensemble {
  return isCheckpoints(replicas)
    ? restoreEnsemble(name, model, replicas)
    : createEnsemble(name, model, replicas);
}

function isCheckpoints(replicas: SimulateOptions['replicas']): replicas is readonly Uint8Array[] {
  return replicas[0] instanceof Uint8Array;
}

function pointOf(ensemble: Ensemble, replica: number): SimulatedPoint {
  return {
    step: ensemble.step,
    risk: ensemble.populationRisk(replica),
    orderParameters: ensemble.orderParameters(replica),
    secondLayer: ensemble.secondLayer(replica),
  };
}

function assertIncreasing(steps: readonly number[]): void {
  steps.forEach((step, index) => {
    if (!Number.isSafeInteger(step) || step < 0) throw new InvalidModelError(messages.notAStepCount(step));
    if (index > 0 && step <= steps[index - 1]) {
      throw new InvalidModelError(messages.stepsNotIncreasing(index, steps[index - 1], step));
    }
  });
}

import { RandomStream } from '@crossover/math-core';
import { readCheckpoint } from './checkpoint/checkpoint-format.ts';
import { DirectEnsemble } from './direct-engine/direct-ensemble.ts';
import { engineOf, type Engine, type EngineName, type Ensemble } from './engine.ts';
import { InvalidModelError, messages } from './errors.ts';
import { assertSimulationModel } from './model/assert-simulation-model.ts';
import { completeModel, type CompleteModel } from './model/complete-model.ts';
import type { SimulationModel } from './model/simulation-model.ts';
import { ProjectedEnsemble } from './projected-engine/projected-ensemble.ts';

/**
 * Replicas of a model at step 0, one for each stream. The ensemble draws from copies of the streams, which themselves do not
 * advance; a replica's bits do not depend on the others.
 *
 * Throws InvalidModelError (sizes, rates, matrices of another shape, no stream), NotPositiveSemidefiniteError (Ω⁰ is no
 * covariance, with the eigenvalue) and EngineRefusedError (projected with d < n or inputs that are not isotropic; direct
 * with an Ω⁰ that needs more than d dimensions).
 */
export function createEnsemble(
  name: EngineName,
  model: SimulationModel,
  streams: readonly RandomStream[],
): Ensemble {
  const complete = checked(model, streams.length);
  const own = streams.map((stream) => RandomStream.deserialize(stream.serialize()));
  switch (name) {
    case 'projected':
      return ProjectedEnsemble.start(complete, own);
    case 'direct':
      return DirectEnsemble.start(complete, own);
  }
}

/**
 * Replicas that go on from checkpoints of one step with the bits they would have had without them. Throws
 * CheckpointRefusedError when bytes are damaged, of another engine or model, or of different steps.
 */
export function restoreEnsemble(
  name: EngineName,
  model: SimulationModel,
  checkpoints: readonly Uint8Array[],
): Ensemble {
  const complete = checked(model, checkpoints.length);
  const contents = checkpoints.map((checkpoint) => readCheckpoint(name, complete, checkpoint));
  switch (name) {
    case 'projected':
      return ProjectedEnsemble.resume(complete, contents);
    case 'direct':
      return DirectEnsemble.resume(complete, contents);
  }
}

/** A single run at step 0; see `createEnsemble`. */
export function createEngine(name: EngineName, model: SimulationModel, stream: RandomStream): Engine {
  return engineOf(createEnsemble(name, model, [stream]));
}

/** A single run that goes on from a checkpoint; see `restoreEnsemble`. */
export function restoreEngine(name: EngineName, model: SimulationModel, checkpoint: Uint8Array): Engine {
  return engineOf(restoreEnsemble(name, model, [checkpoint]));
}

function checked(model: SimulationModel, replicas: number): CompleteModel {
  if (replicas === 0) throw new InvalidModelError(messages.noReplicas());
  assertSimulationModel(model);
  return completeModel(model);
}

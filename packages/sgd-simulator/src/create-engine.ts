import { RandomStream } from '@crossover/math-core';
import { readCheckpoint } from './checkpoint/checkpoint-format.ts';
import { DirectEngine } from './direct-engine/direct-engine.ts';
import type { Engine, EngineName } from './engine.ts';
import { assertSimulationModel } from './model/assert-simulation-model.ts';
import type { SimulationModel } from './model/simulation-model.ts';
import { ProjectedEngine } from './projected-engine/projected-engine.ts';

/** The engine that 'auto' means: projected wherever it applies, d ≥ p + k, since both have the same law. */
export function chooseEngine({
  studentWidth,
  teacherWidth,
  inputDimension,
}: Pick<SimulationModel, 'studentWidth' | 'teacherWidth' | 'inputDimension'>): EngineName {
  return inputDimension >= studentWidth + teacherWidth ? 'projected' : 'direct';
}

/**
 * A run at step 0. The engine draws from a copy of `stream`, which itself does not advance.
 *
 * Throws InvalidModelError (sizes, rates), NotPositiveSemidefiniteError (Ω⁰ is no covariance, with the eigenvalue) and
 * EngineRefusedError (projected with d < p + k; direct with an Ω⁰ that needs more than d dimensions).
 */
export function createEngine(name: EngineName, model: SimulationModel, stream: RandomStream): Engine {
  assertSimulationModel(model);
  const own = RandomStream.deserialize(stream.serialize());
  switch (name) {
    case 'projected':
      return ProjectedEngine.start(model, own);
    case 'direct':
      return DirectEngine.start(model, own);
  }
}

/**
 * A run that goes on from a checkpoint with the bits it would have had without one. Throws CheckpointRefusedError when
 * the bytes are damaged, or of another engine or model.
 */
export function restoreEngine(name: EngineName, model: SimulationModel, checkpoint: Uint8Array): Engine {
  assertSimulationModel(model);
  const content = readCheckpoint(name, model, checkpoint);
  switch (name) {
    case 'projected':
      return ProjectedEngine.resume(model, content);
    case 'direct':
      return DirectEngine.resume(model, content);
  }
}

import type { EngineName } from '../engine.ts';
import { EngineRefusedError, messages } from '../errors.ts';
import { jointFactor } from '../factorisation/joint-factor.ts';
import { assertSimulationModel } from './assert-simulation-model.ts';
import { completeModel, fieldCount, type CompleteModel } from './complete-model.ts';
import type { SimulationModel } from './simulation-model.ts';

/**
 * Throws what `createEngine` would throw for this engine and model, without making an engine: InvalidModelError,
 * NotPositiveSemidefiniteError, EngineRefusedError.
 */
export function assertEngineApplies(name: EngineName, model: SimulationModel): void {
  assertSimulationModel(model);
  if (name === 'projected') assertProjectable(completeModel(model));
  else if (model.weights === undefined) assertRoomForWeights(model);
}

/** Throws EngineRefusedError unless the overlaps alone are a Markov chain: isotropic inputs in d ≥ n dimensions. */
export function assertProjectable(model: CompleteModel): void {
  const fields = fieldCount(model);
  if (model.inputDimension < fields) {
    throw new EngineRefusedError(messages.projectedNeedsDimensions(model, fields));
  }
  if (model.inputs.kind !== 'isotropic') {
    throw new EngineRefusedError(messages.projectedNeedsIsotropy(model.inputs.kind));
  }
}

function assertRoomForWeights({ initial, inputDimension }: SimulationModel): void {
  const { rank } = jointFactor(initial);
  if (rank > inputDimension) {
    throw new EngineRefusedError(messages.directNeedsDimensions(inputDimension, rank));
  }
}

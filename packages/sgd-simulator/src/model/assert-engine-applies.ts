import type { EngineName } from '../engine.ts';
import { EngineRefusedError, messages } from '../errors.ts';
import { jointFactor } from '../factorisation/joint-factor.ts';
import { assertSimulationModel } from './assert-simulation-model.ts';
import { fieldCount } from './complete-model.ts';
import type { SimulationModel } from './simulation-model.ts';

/**
 * Throws what `createEngine` would throw for this engine and model, without making an engine: InvalidModelError,
 * NotPositiveSemidefiniteError, EngineRefusedError.
 */
export function assertEngineApplies(name: EngineName, model: SimulationModel): void {
  assertSimulationModel(model);
  if (name === 'projected') assertProjectable(model);
  else if (model.weights === undefined) assertRoomForWeights(model);
}

/** What decides whether the projected engine can follow a model: sizes, and the kind of its inputs. */
export type ProjectableModel = Pick<
  SimulationModel,
  'studentWidth' | 'teacherWidth' | 'inputDimension' | 'training'
> & { readonly inputs?: { readonly kind: string } };

/** Throws EngineRefusedError unless the overlaps alone are a Markov chain: isotropic inputs in d ≥ n dimensions. */
export function assertProjectable(model: ProjectableModel): void {
  const fields = fieldCount(model);
  if (model.inputDimension < fields) {
    throw new EngineRefusedError(messages.projectedNeedsDimensions(model, fields));
  }
  const { kind } = model.inputs ?? { kind: 'isotropic' };
  if (kind !== 'isotropic') throw new EngineRefusedError(messages.projectedNeedsIsotropy(kind));
}

function assertRoomForWeights({ initial, inputDimension }: SimulationModel): void {
  const { rank } = jointFactor(initial);
  if (rank > inputDimension) {
    throw new EngineRefusedError(messages.directNeedsDimensions(inputDimension, rank));
  }
}

import type { EngineName } from './engine.ts';
import { fieldCount } from './model/complete-model.ts';
import type { SimulationModel } from './model/simulation-model.ts';

/** What decides which engines apply, and what their steps cost. */
export type EngineChoice = Pick<
  SimulationModel,
  'studentWidth' | 'teacherWidth' | 'inputDimension' | 'training' | 'inputs'
>;

/**
 * The engine that 'auto' means: of those that apply, the one with the cheaper step, since both have the same law. The
 * projected engine applies to isotropic inputs in d ≥ n dimensions, n = p + k (2p + k when training is lazy); up to about ten
 * students it is then the cheaper one, for more from d ≈ 1.5 n on.
 */
export function chooseEngine(model: EngineChoice): EngineName {
  const isotropic = model.inputs === undefined || model.inputs.kind === 'isotropic';
  if (!isotropic || model.inputDimension < fieldCount(model)) return 'direct';
  return projectedStepNanoseconds(model) <= directStepNanoseconds(model) ? 'projected' : 'direct';
}

/** Fitted to `npm run bench -- --only simulator.projected-width` (a replica of a pair), p = 2 … 64. */
function projectedStepNanoseconds(model: EngineChoice): number {
  const n = fieldCount(model);
  return 15 * n + 0.4 * n * n;
}

/** Fitted to `npm run bench -- --only simulator.beside-c`: draws, products of weights and inputs, activations. */
function directStepNanoseconds({ studentWidth: p, inputDimension: d }: EngineChoice): number {
  return 120 + d * (2.4 + 0.28 * p) + 8 * p;
}

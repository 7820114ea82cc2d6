import type { EngineName } from './engine.ts';
import { fieldCount } from './model/complete-model.ts';
import type { SimulationModel } from './model/simulation-model.ts';

/** What a step costs beside the other engine's, in products of two numbers, as measured by `npm run bench`. */
const PROJECTED_COST_OF_PAIR = 1;
const DIRECT_COST_OF_WEIGHT = 1;
const DIRECT_COST_OF_COORDINATE = 1;

/**
 * The engine that 'auto' means: the faster one of those that apply, since both have the same law. The projected engine
 * applies to isotropic inputs in d ≥ n dimensions and costs about n² a step, the direct one about d (p + …).
 */
export function chooseEngine(
  model: Pick<SimulationModel, 'studentWidth' | 'teacherWidth' | 'inputDimension' | 'training' | 'inputs'>,
): EngineName {
  const fields = fieldCount(model);
  if (model.inputDimension < fields || (model.inputs ?? { kind: 'isotropic' }).kind !== 'isotropic') {
    return 'direct';
  }
  const projected = PROJECTED_COST_OF_PAIR * fields * fields;
  const direct =
    model.inputDimension * (DIRECT_COST_OF_COORDINATE + DIRECT_COST_OF_WEIGHT * model.studentWidth);
  return projected <= direct ? 'projected' : 'direct';
}

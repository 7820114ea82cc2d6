import { canonicalJson } from './canonical-json.ts';
import { modelOptionDefaults, modelOptionNames, type ModelOptionName } from './model-options.ts';
import type { SimulationSpecification } from './run-specification.ts';

/** The options in which a simulation differs from the default model, that of arXiv:2202.00293. */
export function changedOptions(
  specification: Pick<SimulationSpecification, ModelOptionName>,
): ModelOptionName[] {
  const defaults = { ...modelOptionDefaults, teacherActivation: specification.activation };
  return modelOptionNames.filter(
    (name) => canonicalJson(specification[name]) !== canonicalJson(defaults[name]),
  );
}

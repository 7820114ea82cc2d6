export { chooseEngine } from './choose-engine.ts';
export { createEngine, createEnsemble, restoreEngine, restoreEnsemble } from './create-engine.ts';
export type { Engine, EngineName, Ensemble } from './engine.ts';
export {
  CheckpointRefusedError,
  EngineRefusedError,
  InputsExhaustedError,
  InvalidInitialConditionError,
  InvalidModelError,
  OverlapOverflowError,
  SimulationAbortedError,
} from './errors.ts';
export { drawInitialCondition } from './initial-conditions/draw-initial-condition.ts';
export { overlapsOfWeights } from './initial-conditions/overlaps-of-weights.ts';
export type {
  ExplicitInitialCondition,
  GaussianInitialCondition,
  GivenTeacher,
  InitialCondition,
  InitialConditionSizes,
  SphereInitialCondition,
  SymmetricInitialCondition,
  TeacherSpanInitialCondition,
} from './initial-conditions/initial-condition.ts';
export { assertEngineApplies, assertProjectable } from './model/assert-engine-applies.ts';
export { fieldCount } from './model/complete-model.ts';
export type {
  GivenInputs,
  Inputs,
  IsotropicInputs,
  SecondLayer,
  SimulationModel,
  SpectrumInputs,
  Weights,
} from './model/simulation-model.ts';
export { simulate, type SimulatedPoint, type SimulateOptions, type SimulationProgress } from './simulate.ts';

export { chooseEngine, createEngine, restoreEngine } from './create-engine.ts';
export type { Engine, EngineName } from './engine.ts';
export {
  CheckpointRefusedError,
  EngineRefusedError,
  InvalidInitialConditionError,
  InvalidModelError,
  OverlapOverflowError,
} from './errors.ts';
export { drawInitialCondition } from './initial-conditions/draw-initial-condition.ts';
export type {
  ExplicitInitialCondition,
  GaussianInitialCondition,
  InitialCondition,
  InitialConditionSizes,
  SphereInitialCondition,
  SymmetricInitialCondition,
  TeacherSpanInitialCondition,
} from './initial-conditions/initial-condition.ts';
export type { SimulationModel } from './model/simulation-model.ts';

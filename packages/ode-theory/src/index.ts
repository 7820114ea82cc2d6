export {
  CheckpointError,
  MissingInputDimensionError,
  NoDeterministicLimitError,
  OverlapsLeftDomainError,
  StepSizeUnderflowError,
} from './errors.ts';

export { classifyRegime, type Regime, type RegimeName, type ScalingExponents } from './scaling/regime.ts';
export {
  scaling,
  type FiniteScaling,
  type LimitScaling,
  type Scaling,
  type ScalingParameters,
} from './scaling/scaling.ts';
export { weights, type DriftWeights, type Equations } from './scaling/weights.ts';

export { packState, stateLength, unpackState } from './right-hand-side/packed-state.ts';
export { rightHandSide, type DriftModel, type RightHandSide } from './right-hand-side/right-hand-side.ts';

export type { IntegrationStatistics } from './integrator/integrator.ts';
export type { TrajectoryOptions } from './trajectory/options.ts';
export { solve, type Solution, type SolveOptions } from './trajectory/solve.ts';
export {
  createTrajectory,
  restoreTrajectory,
  type Trajectory,
  type TrajectoryPoint,
} from './trajectory/trajectory.ts';

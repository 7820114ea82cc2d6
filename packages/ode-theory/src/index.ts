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
export {
  weights,
  type DriftWeights,
  type Equations,
  type ExactCorrections,
  type TrainingOptions,
} from './scaling/weights.ts';

export {
  packState,
  secondLayerOf,
  stateLength,
  unpackState,
  type StateLayout,
} from './right-hand-side/packed-state.ts';
export { rightHandSide, type DriftModel, type RightHandSide } from './right-hand-side/right-hand-side.ts';
export { riskSensitivity } from './right-hand-side/risk-sensitivity.ts';

export { createJacobian, jacobian, type JacobianEvaluator } from './stability/jacobian.ts';

export type { IntegrationStatistics } from './integrator/integrator.ts';
export type { TrajectoryOptions } from './trajectory/options.ts';
export { solve, type Solution, type SolveOptions } from './trajectory/solve.ts';
export {
  createTrajectory,
  restoreTrajectory,
  type Trajectory,
  type TrajectoryPoint,
} from './trajectory/trajectory.ts';

export { toBibtex } from './citations/bibtex.ts';
export type { Citation, CitationKey } from './citations/citation.ts';
export { citationsOf, type CitedSubject, type IntegratorName } from './citations/citations-of.ts';
export { citationKeys } from './citations/references.ts';

export {
  CheckpointError,
  MissingInputDimensionError,
  NoDeterministicLimitError,
  NoStationaryStateError,
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
export { criticalLearningRate } from './stability/critical-learning-rate.ts';
export type { Eigenvalue } from './stability/dense-linear-algebra.ts';
export { escape, type Escape, type EscapeOptions } from './stability/escape.ts';
export { newton, type NewtonOptions, type NewtonResult } from './stability/newton.ts';
export { noiseFloor, orthonormalNoiseFloor, type OrthonormalNoiseFloor } from './stability/noise-floor.ts';
export { stability, type Stability } from './stability/stability.ts';
export { stationaryRisk, type StationaryRiskOptions } from './stability/stationary-risk.ts';
export { stationaryState, type StationaryState } from './stability/stationary-state.ts';
export {
  symmetricPlateau,
  type PlateauBranch,
  type SymmetricOverlaps,
  type SymmetricPlateau,
} from './stability/symmetric-plateau.ts';

export type { IntegrationStatistics } from './integrator/integrator.ts';
export type { TrajectoryState } from './trajectory/describe-state.ts';
export { alignment, type EventOccurrence, type TrajectoryEvent } from './trajectory/events.ts';
export type { LogSpacedTimes, TrajectoryOptions } from './trajectory/options.ts';
export { solve, type Solution, type SolveOptions } from './trajectory/solve.ts';
export {
  createTrajectory,
  restoreTrajectory,
  type Trajectory,
  type TrajectoryEnd,
  type TrajectoryPoint,
} from './trajectory/trajectory.ts';

export {
  createIncrementMoments,
  type IncrementMoments,
  type QuadratureOptions,
} from './fluctuations/increment-moments.ts';
export { incrementCovariance, type IncrementCovariance } from './fluctuations/increment-covariance.ts';
export type { FluctuationPoint } from './fluctuations/fluctuation-point.ts';
export {
  createFluctuations,
  type FluctuationOptions,
  type Fluctuations,
} from './fluctuations/fluctuations.ts';
export {
  solveFluctuations,
  type FluctuationSolution,
  type SolveFluctuationOptions,
} from './fluctuations/solve-fluctuations.ts';
export type { StepParameters } from './fluctuations/step-parameters.ts';

export { toBibtex } from './citations/bibtex.ts';
export type { Citation, CitationKey } from './citations/citation.ts';
export {
  citationsOf,
  integratorsOf,
  type CitedSubject,
  type IntegratorName,
} from './citations/citations-of.ts';
export { citationKeys } from './citations/references.ts';

export {
  compareWithFiniteWidth,
  createFiniteWidthTrajectories,
  type FiniteWidthComparison,
  type FiniteWidthComparisonOptions,
  type FiniteWidthOptions,
  type FiniteWidthTrajectories,
} from './mean-field/compare-with-finite-width.ts';
export {
  drawParticles,
  type ParticleDistribution,
  type ParticleSampling,
} from './mean-field/initial-particles.ts';
export { meanFieldRisk, type MeanFieldModel } from './mean-field/mean-field-flow.ts';
export {
  outOfSpanOverlap,
  overlapsOfParticles,
  particlesOfOverlaps,
  type Particles,
} from './mean-field/particles.ts';
export {
  solveMeanField,
  type MeanFieldSolution,
  type SolveMeanFieldOptions,
} from './mean-field/solve-mean-field.ts';
export { ALIGNMENT_QUANTILES, summarizeParticles, type ParticleSummary } from './mean-field/summary.ts';
export type { MeanFieldOptions } from './mean-field/options.ts';
export {
  createMeanFieldTrajectory,
  restoreMeanFieldTrajectory,
  type MeanFieldPoint,
  type MeanFieldTrajectory,
} from './mean-field/trajectory.ts';

export { phaseReport, type PhaseReport, type PhaseReportOptions } from './phase-diagram/phase-report.ts';
export type { PhasePoint, PlainSizes, ScaledSizes } from './phase-diagram/phase-point.ts';
export type { PlaceInDiagram } from './phase-diagram/regime-at-dimension.ts';
export type { DriftTerms, TermSizes } from './phase-diagram/drift-terms.ts';
export type { RiskOutcome, RiskPrediction } from './phase-diagram/risk-prediction.ts';
export type { Milestone, MilestoneName, Moment } from './phase-diagram/milestones.ts';
export type { PlateauEscape } from './phase-diagram/plateau-escape.ts';
export type { StartName } from './phase-diagram/starts.ts';

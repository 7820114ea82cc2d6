export {
  CheckpointRefusedError,
  ExecutionAbortedError,
  ExperimentFileError,
  InvalidSpecificationError,
  MalformedResultError,
  NonFiniteResultError,
  type ExperimentFileIssue,
  type SpecificationIssue,
} from './errors.ts';

export { NUMERICS_VERSION } from './specification/numerics-version.ts';
export { SPECIFICATION_LIMITS } from './specification/limits.ts';
export {
  initialConditionSchema,
  type InitialConditionSpecification,
} from './specification/initial-condition.ts';
export {
  equationNames,
  runInputSchema,
  runSpecificationSchema,
  type Equations,
  type Observables,
  type RunInput,
  type RunSpecification,
  type SimulationSpecification,
  type TheorySpecification,
} from './specification/run-specification.ts';
export { normalizeRunSpecification } from './specification/normalize.ts';
export { canonicalJson } from './specification/canonical-json.ts';
export { digest, groupIdentity, runIdentity } from './specification/identity.ts';
export { recordLength } from './specification/record-length.ts';
export { givenInputsDigest } from './specification/given-inputs.ts';
export { changedOptions } from './specification/changed-options.ts';
export type { ModelOptionName } from './specification/model-options.ts';

export { theoryProblem, type TheoryProblem } from './specification/theory-problem.ts';
export { scalingOf, stepOfTime, studentWidthOf, type RunScaling } from './specification/scaling-of.ts';

export { timeGridSchema, type TimeGrid } from './sweeps/time-grid.ts';
export {
  experimentPartSchema,
  experimentSpecificationSchema,
  type ExperimentInput,
  type ExperimentPart,
  type ExperimentSpecification,
} from './sweeps/experiment-specification.ts';
export { figureRequestSchema, type FigureKind, type FigureRequest } from './figures/figure-request.ts';
export type { LineFit, PowerLawFit, SeriesParameters } from './analysis/series.ts';
export { expandExperiment } from './sweeps/expand.ts';
export { formatExperiment } from './sweeps/file/format-experiment.ts';
export { experimentFromFlags, withOverrides, type ExperimentOverrides } from './sweeps/overrides.ts';
export { parameterSymbols } from './specification/parameter-symbols.ts';
export { parseExperiment, type ParseExperimentOptions } from './sweeps/parse-experiment.ts';

export { findPreset, presetNames } from './presets/index.ts';

export { overlapsAt, riskOf, secondLayerAt, type CurvePoints } from './execution/curve-points.ts';
export type { RunResult } from './execution/run-result.ts';
export type { AbortSignalLike, ExecutionOptions, Progress } from './execution/execution-options.ts';
export { execute } from './execution/execute.ts';
export { theoryFluctuations, type FluctuationExecutionOptions } from './execution/theory-fluctuations.ts';
export { theoryEvents, type EventSearchOptions } from './execution/theory-events.ts';
export { executeTogether, type RunOutcome, type TogetherOptions } from './execution/execute-together.ts';
export {
  decodePoints,
  decodeRunResult,
  encodePoints,
  encodeRunResult,
  type EncodedPoints,
} from './execution/codecs.ts';

export { estimateWork } from './cost/estimate-work.ts';
export { memoryOf } from './cost/memory.ts';
export {
  planExperiment,
  scheduleLength,
  type ExperimentPlan,
  type PlannedPoint,
} from './cost/plan-experiment.ts';
export { describeRun, type RunDescription } from './analysis/describe-run.ts';
export { groupReplicas, theoryPartners, type RunGroup } from './analysis/groups.ts';
export { aggregate, type AggregatedCurve } from './analysis/aggregate.ts';
export { riskCurve, riskCurves, type CurvePoint, type RiskCurve } from './analysis/curve.ts';
export { finalRisk, type FinalRisk } from './analysis/final-risk.ts';
export {
  firstPassage,
  survival,
  survivalQuantile,
  type Passage,
  type SurvivalStep,
} from './analysis/time-to-threshold.ts';
export { medianPassage, type MedianPassage } from './analysis/median-passage.ts';
export { overlapDistance } from './analysis/overlap-distance.ts';
export { lineFit, powerLawFit, type MeasuredPoint } from './analysis/fits.ts';
export { seriesParameters, startInWords } from './analysis/series-parameters.ts';
export { figureData, type FigureData } from './figures/figure-data.ts';
export {
  convergenceData,
  type ConvergenceData,
  type ConvergencePoint,
  type ConvergenceSeries,
} from './figures/convergence.ts';
export { escapeData, type EscapeData, type EscapePoint, type EscapeSeries } from './figures/escape.ts';
export {
  particleLimitData,
  type ParticleLimitData,
  type ParticleLimitPoint,
  type ParticleLimitSeries,
} from './figures/particle-limit.ts';
export { scalingData, type ScalingData, type ScalingSeries } from './figures/scaling.ts';
export {
  alignmentData,
  type AlignmentData,
  type AlignmentLine,
  type AlignmentPanel,
} from './figures/alignment.ts';
export { overlapsData, type OverlapFrame, type OverlapsData } from './figures/overlaps.ts';
export {
  learningRateData,
  type LearningRateBudget,
  type LearningRateData,
  type LearningRatePoint,
  type LearningRateSeries,
} from './figures/learning-rate.ts';
export { partResults, type PartResults } from './figures/part-results.ts';
export { phaseDiagramData, type PhaseCell, type PhaseDiagramData } from './figures/phase-diagram.ts';
export { placesOf, type PhasePlace } from './figures/places.ts';
export { widthData, type WidthData, type WidthOutcome, type WidthPanel } from './figures/width.ts';
export { trajectoriesData, type TrajectoriesData } from './figures/trajectories.ts';
export { compareWithTheory, type TheoryComparison } from './analysis/comparison.ts';
export { theoryComparisons, type TheoryComparisonRow } from './analysis/theory-comparisons.ts';

// What applications need of the packages below, which they may not import themselves.
export {
  InvalidArgumentError,
  logLogRegression,
  logSpaced,
  NotPositiveSemidefiniteError,
  populationRisk,
  quantile,
  RunningMoments,
  type LogLogRegression,
  type OrderParameters,
} from '@crossover/math-core';
export {
  ALIGNMENT_QUANTILES,
  citationsOf,
  classifyRegime,
  createFiniteWidthTrajectories,
  createMeanFieldTrajectory,
  criticalLearningRate,
  drawParticles,
  escape,
  NoDeterministicLimitError,
  noiseFloor,
  NoStationaryStateError,
  OverlapsLeftDomainError,
  overlapsOfParticles,
  phaseReport,
  stationaryRisk,
  StepSizeUnderflowError,
  summarizeParticles,
  symmetricPlateau,
  toBibtex,
  type Escape,
  type EventOccurrence,
  type FiniteWidthComparison,
  type FluctuationPoint,
  type MeanFieldPoint,
  type MeanFieldTrajectory,
  type Milestone,
  type Moment,
  type Particles,
  type ParticleSummary,
  type PhasePoint,
  type PhaseReport,
  type PhaseReportOptions,
  type Regime,
  type RegimeName,
  type Stability,
  type StationaryState,
  type SymmetricPlateau,
  type TrajectoryEvent,
} from '@crossover/ode-theory';
export type { EngineName, InitialCondition } from '@crossover/sgd-simulator';

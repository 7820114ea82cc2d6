export { regimeOrder, regimeSigns, type MarkShape, type RegimeSign } from './language/regimes.ts';
export { shade } from './language/shades.ts';
export { themes, type RegimeColours, type Theme, type ThemeName } from './language/theme.ts';

export { formatExponent, formatMeasurement, formatNumber } from './text/numbers.ts';
export { superscript } from './text/superscript.ts';
export { timeDefinition, timeWords, type RaisedText, type TimeAxis } from './text/time-definition.ts';

export { sameStructure, type Figure, type FigureTable, type Finding } from './figure.ts';
export type { LogDomain } from './axes/decades.ts';

export type {
  Curve,
  CurveKind,
  CurveParameters,
  CurvePoint,
  FigureSize,
  Furniture,
  PublishedPoints,
  TrajectoriesInput,
  TrajectoriesView,
} from './trajectories/input.ts';
export type { LegendBlock, LegendEntry } from './trajectories/legend.ts';
export { panelOrigin, type Layout } from './trajectories/layout.ts';
export { dragged, nearestPoint, panelAt, type Pixel } from './trajectories/picking.ts';
export type { TrajectoryRow } from './trajectories/rows.ts';
export {
  trajectoriesFigure,
  type PanelSummary,
  type TrajectoriesFigure,
} from './trajectories/trajectories-figure.ts';

export type { PhaseCellRow } from './phase-diagram/cells.ts';
export type { PhaseCell, PhaseDiagramInput, PhasePoint } from './phase-diagram/input.ts';
export { phaseDiagramFigure, type PhaseRow } from './phase-diagram/phase-diagram-figure.ts';

export type { WidthData, WidthInput, WidthOutcome, WidthPanelData } from './width/input.ts';
export type { WidthRow } from './width/rows.ts';
export { widthFigure } from './width/width-figure.ts';

export type {
  LearningRateBudget,
  LearningRateData,
  LearningRateInput,
  LearningRatePoint,
  LearningRateSeries,
} from './learning-rate/input.ts';
export type { LearningRateRow } from './learning-rate/rows.ts';
export { learningRateFigure } from './learning-rate/learning-rate-figure.ts';

export type { AlignmentData, AlignmentInput, AlignmentLine, AlignmentPanel } from './alignment/input.ts';
export type { AlignmentRow } from './alignment/rows.ts';
export { alignmentFigure } from './alignment/alignment-figure.ts';

export type { LineFit, PowerLawFit } from './series/plotted-series.ts';
export type { SeriesRow } from './series/rows.ts';
export type { ScalingData, ScalingInput, ScalingPoint, ScalingSeries } from './scaling/input.ts';
export { scalingFigure } from './scaling/scaling-figure.ts';
export type { ConvergenceData, ConvergenceInput, ConvergenceSeries } from './convergence/input.ts';
export { convergenceFigure } from './convergence/convergence-figure.ts';
export type { ParticleLimitData, ParticleLimitInput, ParticleLimitSeries } from './particle-limit/input.ts';
export { particleLimitFigure } from './particle-limit/particle-limit-figure.ts';
export type { EscapeData, EscapeInput, EscapeSeries } from './escape/input.ts';
export { escapeFigure } from './escape/escape-figure.ts';

export type { OverlapFrame, OverlapsData, OverlapsInput } from './overlaps/input.ts';
export type { OverlapRow } from './overlaps/rows.ts';
export { overlapsFigure } from './overlaps/overlaps-figure.ts';

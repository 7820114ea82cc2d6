import type { RunResult } from '../execution/run-result.ts';
import type { ExperimentSpecification } from '../sweeps/experiment-specification.ts';
import { alignmentData, type AlignmentData } from './alignment.ts';
import { convergenceData, type ConvergenceData } from './convergence.ts';
import { escapeData, type EscapeData } from './escape.ts';
import type { FigureRequest } from './figure-request.ts';
import { learningRateData, type LearningRateData } from './learning-rate.ts';
import { overlapsData, type OverlapsData } from './overlaps.ts';
import { particleLimitData, type ParticleLimitData } from './particle-limit.ts';
import { partResults, type PartResults } from './part-results.ts';
import { phaseDiagramData, type PhaseDiagramData } from './phase-diagram.ts';
import { scalingData, type ScalingData } from './scaling.ts';
import { trajectoriesData, type TrajectoriesData } from './trajectories.ts';
import { widthData, type WidthData } from './width.ts';

/** What a figure shows, as plain data: it can be exported as JSON, and crossover-plots draws it. */
export type FigureData =
  | TrajectoriesData
  | ScalingData
  | ConvergenceData
  | PhaseDiagramData
  | WidthData
  | LearningRateData
  | OverlapsData
  | AlignmentData
  | ParticleLimitData
  | EscapeData;

/** What is drawn of an experiment that names no figure. */
const DEFAULT_REQUESTS: readonly FigureRequest[] = [
  { kind: 'trajectories', timeAxis: 'regime' },
  { kind: 'phase-diagram' },
];

/**
 * The data of all figures that an experiment asks for, from its finished runs. Runs may be missing: a figure shows what there is, and
 * one of a single run is left out where that is missing. Results that belong to no part of the experiment are ignored.
 */
export function figureData(experiment: ExperimentSpecification, results: readonly RunResult[]): FigureData[] {
  const requests = experiment.figures.length > 0 ? experiment.figures : DEFAULT_REQUESTS;
  return requests.flatMap((request) => dataOf(request, partResults(experiment, request, results)) ?? []);
}

function dataOf(request: FigureRequest, parts: readonly PartResults[]): FigureData | null {
  const results = [...new Set(parts.flatMap((part) => part.results))];
  switch (request.kind) {
    case 'phase-diagram':
      return phaseDiagramData(parts, request.name);
    case 'width':
      return widthData(parts, request.threshold, request.name);
    case 'scaling':
      return scalingData(results, request.name);
    case 'convergence':
      return convergenceData(results, request.name);
    case 'learning-rate':
      return learningRateData(results, request.budgets, request.name);
    case 'overlaps':
      return overlapsData(results, request.times, request.name);
    case 'alignment':
      return alignmentData(results, request.name);
    case 'particle-limit':
      return particleLimitData(results, request.name);
    case 'escape':
      return escapeData(results, request.name);
    case 'trajectories':
      return trajectoriesData(results, request.timeAxis, request.name);
  }
}

import type { RunResult } from '../execution/run-result.ts';
import { runIdentity } from '../specification/identity.ts';
import { expandExperiment } from '../sweeps/expand.ts';
import type { ExperimentSpecification } from '../sweeps/experiment-specification.ts';
import { alignmentData, type AlignmentData } from './alignment.ts';
import type { FigureRequest } from './figure-request.ts';
import { learningRateData, type LearningRateData } from './learning-rate.ts';
import { overlapsData, type OverlapsData } from './overlaps.ts';
import { partResults } from './part-results.ts';
import { phaseDiagramData, type PhaseDiagramData } from './phase-diagram.ts';
import { scalingData, type ScalingData } from './scaling.ts';
import { trajectoriesData, type TrajectoriesData } from './trajectories.ts';

/** What a figure shows, as plain data: it can be exported as JSON, and crossover-plots draws it. */
export type FigureData =
  TrajectoriesData | ScalingData | PhaseDiagramData | LearningRateData | OverlapsData | AlignmentData;

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
  const byIdentity = new Map(results.map((result) => [runIdentity(result.specification), result]));
  return requests.flatMap((request) => {
    if (request.kind === 'phase-diagram') {
      return phaseDiagramData(partResults(experiment, request, results), request.name);
    }
    return dataOf(request, resultsOf(experiment, request, byIdentity)) ?? [];
  });
}

/** The results of the parts that a figure is drawn from, in the order of the experiment. */
function resultsOf(
  experiment: ExperimentSpecification,
  { parts: labels }: FigureRequest,
  results: ReadonlyMap<string, RunResult>,
): RunResult[] {
  const parts = experiment.parts.filter(
    ({ label }) => labels === undefined || (label !== undefined && labels.includes(label)),
  );
  if (parts.length === 0) return [];
  return expandExperiment({ ...experiment, parts }).flatMap((run) => {
    const result = results.get(runIdentity(run));
    return result === undefined ? [] : [result];
  });
}

function dataOf(request: FigureRequest, results: readonly RunResult[]): FigureData | null {
  switch (request.kind) {
    case 'scaling':
      return scalingData(results, request.name);
    case 'learning-rate':
      return learningRateData(results, request.budgets, request.name);
    case 'overlaps':
      return overlapsData(results, request.times, request.name);
    case 'alignment':
      return alignmentData(results, request.name);
    default:
      return trajectoriesData(
        results,
        request.kind === 'trajectories' ? request.timeAxis : 'regime',
        request.name,
      );
  }
}

import type { RunResult } from '../execution/run-result.ts';
import { runIdentity } from '../specification/identity.ts';
import type { RunSpecification } from '../specification/run-specification.ts';
import { expandExperiment } from '../sweeps/expand.ts';
import type { ExperimentSpecification } from '../sweeps/experiment-specification.ts';
import type { FigureRequest } from './figure-request.ts';

/** The parts of an experiment that share a label: what was to be run, and what has finished of it. */
export interface PartResults {
  /** Empty for parts without a label. */
  readonly label: string;
  readonly runs: readonly RunSpecification[];
  /** In the order of `runs`. */
  readonly results: readonly RunResult[];
}

/**
 * The parts that a figure is drawn from, those with the same label together, in order of first appearance. A run that several of them
 * ask for is in each.
 */
export function partResults(
  experiment: ExperimentSpecification,
  { parts: labels }: Pick<FigureRequest, 'parts'>,
  results: readonly RunResult[],
): PartResults[] {
  const finished = new Map(results.map((result) => [runIdentity(result.specification), result]));
  const shown = new Set(
    experiment.parts.flatMap(({ label }) =>
      labels === undefined || (label !== undefined && labels.includes(label)) ? [label] : [],
    ),
  );
  return [...shown].map((label) => {
    const parts = experiment.parts.filter((part) => part.label === label);
    const runs = expandExperiment({ ...experiment, parts });
    return {
      label: label ?? '',
      runs,
      results: runs.flatMap((run) => finished.get(runIdentity(run)) ?? []),
    };
  });
}

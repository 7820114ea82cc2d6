import type { ExperimentSummary } from '@crossover/protocol';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';

/**
 * An experiment by its id or its name; of several with one name the newest.
 *
 * @param experiments the newest first
 * @throws UsageError when there is none
 */
export function findExperiment(experiments: readonly ExperimentSummary[], wanted: string): ExperimentSummary {
  const found =
    experiments.find(({ id }) => id === wanted) ?? experiments.find(({ name }) => name === wanted);
  if (found !== undefined) return found;
  throw new UsageError(
    messages.noSuchExperiment(
      wanted,
      experiments.map(({ id }) => id),
    ),
  );
}

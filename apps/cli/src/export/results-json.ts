import type { ExperimentSpecification } from '@crossover/experiments';
import type { StoredRun } from '../local/finished-run.ts';

/** `results.json`: the experiment and all finished runs, one on a line. */
export async function* resultsJson(
  experiment: ExperimentSpecification,
  runs: AsyncIterable<StoredRun>,
): AsyncGenerator<string> {
  yield `{"experiment":${JSON.stringify(experiment)},"runs":[`;
  let separator = '\n';
  for await (const run of runs) {
    yield separator + JSON.stringify(run);
    separator = ',\n';
  }
  yield '\n]}\n';
}

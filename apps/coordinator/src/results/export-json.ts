import type { ExperimentSummary } from '@crossover/protocol';
import { readableResult, type readResults } from './read-results.ts';

type Results = ReturnType<typeof readResults>;

/** The finished runs as one JSON document, written piece by piece. */
export async function* exportJson(experiment: ExperimentSummary, results: Results): AsyncGenerator<string> {
  yield `{"experiment":${JSON.stringify(experiment)},"runs":[`;
  let separator = '\n';
  for await (const result of results) {
    yield separator + JSON.stringify(readableResult(result));
    separator = ',\n';
  }
  yield '\n]}\n';
}

import { decodeRunResult } from '@crossover/experiments';
import type { ExportedRun, RunSource } from '@crossover/experiments/export';
import type { Kysely } from 'kysely';
import { parseSpecification } from '../runs/run-row.ts';
import type { StoreSchema } from '../store/schema.ts';
import { finishedRunPages, readResults, readResultsOf, type StoredResult } from './read-results.ts';

/** The finished runs of an experiment as tables and arrays are made of them: read from the database when they are needed. */
export function resultSource(database: Kysely<StoreSchema>, experimentId: string): RunSource {
  return {
    async *list() {
      for await (const page of finishedRunPages(database, experimentId)) {
        for (const { id, digest, specification } of page) {
          yield { id, digest, specification: parseSpecification(specification) };
        }
      }
    },
    async *read(ids) {
      for await (const stored of readResultsOf(database, ids)) yield exportedRun(stored);
    },
  };
}

/** All finished runs of an experiment in its order, with their numbers. */
export async function* exportedRuns(
  database: Kysely<StoreSchema>,
  experimentId: string,
): AsyncGenerator<ExportedRun> {
  for await (const stored of readResults(database, experimentId)) yield exportedRun(stored);
}

function exportedRun({ id, specification, digest, data }: StoredResult): ExportedRun {
  return { id, digest, result: decodeRunResult(parseSpecification(specification), data) };
}

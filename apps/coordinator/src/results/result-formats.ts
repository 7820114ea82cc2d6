import {
  ArchiveTooLargeError,
  resultsCsv,
  resultsNpz,
  resultsParquet,
  RunsGoneError,
} from '@crossover/experiments/export';
import type { ExperimentSummary, OpaqueSpecification, ResultFormat } from '@crossover/protocol';
import type { Kysely } from 'kysely';
import { RefusedError } from '../errors.ts';
import type { StoreSchema } from '../store/schema.ts';
import { SOFTWARE_VERSION } from '../version.ts';
import { exportJson } from './export-json.ts';
import { readResults } from './read-results.ts';
import { exportedRuns, resultSource } from './result-source.ts';

type Pieces = AsyncIterable<string | Uint8Array>;

/** What an export is made from. */
export interface ExportSubject {
  readonly database: Kysely<StoreSchema>;
  readonly experiment: ExperimentSummary;
  /** What was submitted. */
  readonly specification: OpaqueSpecification;
}

interface Format {
  readonly mediaType: string;
  write(subject: ExportSubject): Pieces;
}

/** The finished runs of an experiment as files; each is made piece by piece, as fast as its reader takes them. */
export const resultFormats: Readonly<Record<ResultFormat, Format>> = {
  json: {
    mediaType: 'application/json; charset=utf-8',
    write: ({ database, experiment }) => exportJson(experiment, readResults(database, experiment.id)),
  },
  csv: {
    mediaType: 'text/csv; charset=utf-8',
    write: ({ database, experiment }) => resultsCsv(exportedRuns(database, experiment.id)),
  },
  npz: {
    mediaType: 'application/zip',
    write: ({ database, experiment: { id, name }, specification: { title } }) =>
      resultsNpz({ name, title: typeof title === 'string' ? title : '' }, resultSource(database, id)),
  },
  parquet: {
    mediaType: 'application/vnd.apache.parquet',
    write: ({ database, experiment, specification }) =>
      resultsParquet(exportedRuns(database, experiment.id), {
        experiment: JSON.stringify(specification),
        createdBy: `crossover ${SOFTWARE_VERSION}`,
      }),
  },
};

/**
 * The pieces once the first of them is there, so that what cannot be written is refused before an answer has begun.
 *
 * @throws {RefusedError} `message-too-large` when the format cannot hold the results, `conflict` when some of them have
 * gone since they were listed
 */
export async function begun(pieces: Pieces): Promise<Pieces> {
  const iterator = pieces[Symbol.asyncIterator]();
  try {
    const first = await iterator.next();
    return continued(first, iterator);
  } catch (error) {
    if (error instanceof ArchiveTooLargeError) throw new RefusedError('message-too-large', error.message);
    if (error instanceof RunsGoneError) throw new RefusedError('conflict', error.message);
    throw error;
  }
}

async function* continued(
  first: IteratorResult<string | Uint8Array>,
  rest: AsyncIterator<string | Uint8Array>,
): AsyncGenerator<string | Uint8Array> {
  try {
    for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

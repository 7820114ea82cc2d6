import { decodeRunResult, recordLength, secondLayerAt, studentWidthOf } from '@crossover/experiments';
import type { RunResultResponse } from '@crossover/protocol';
import { sql, type Kysely } from 'kysely';
import { parseSpecification } from '../runs/run-row.ts';
import type { StoreSchema } from '../store/schema.ts';

/** Runs whose identities are read at once. */
const PAGE = 256;

/** Bytes of results held in memory at once; one result is always taken. */
const BATCH_BYTES = 8 * 1024 * 1024;

export interface StoredResult {
  readonly id: string;
  /** The run specification as JSON. */
  readonly specification: string;
  readonly digest: string;
  readonly data: Uint8Array;
}

/** Which of these runs have a result. */
export async function readFinishedRuns(
  database: Kysely<StoreSchema>,
  runIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ run_id: string }>`
    SELECT run_id FROM results WHERE run_id = ANY(${runIds}::text[]) ORDER BY run_id`.execute(database);
  return rows.map(({ run_id }) => run_id);
}

/** The finished runs of an experiment, in its own order, a few at a time. */
export async function* readResults(
  database: Kysely<StoreSchema>,
  experimentId: string,
): AsyncGenerator<StoredResult> {
  for await (const runs of finishedRunPages(database, experimentId)) {
    yield* readResultsOf(
      database,
      runs.map(({ id }) => id),
    );
  }
}

/** The same without the numbers, a page at a time. */
export async function* finishedRunPages(
  database: Kysely<StoreSchema>,
  experimentId: string,
): AsyncGenerator<Pick<StoredResult, 'id' | 'specification' | 'digest'>[]> {
  let after = -1;
  for (;;) {
    const rows = await database
      .selectFrom('experiment_runs')
      .innerJoin('runs', 'runs.id', 'experiment_runs.run_id')
      .innerJoin('results', 'results.run_id', 'runs.id')
      .select(['experiment_runs.ordinal', 'runs.id', 'runs.specification', 'results.digest'])
      .where('experiment_runs.experiment_id', '=', experimentId)
      .where('experiment_runs.ordinal', '>', after)
      .orderBy('experiment_runs.ordinal')
      .limit(PAGE)
      .execute();
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = last.ordinal;
  }
}

/** The results of these runs, in this order; those that there are. */
export async function* readResultsOf(
  database: Kysely<StoreSchema>,
  ids: readonly string[],
): AsyncGenerator<StoredResult> {
  for (const batch of inBatches(ids, await sizesOf(database, ids))) {
    const rows = await database
      .selectFrom('results')
      .innerJoin('runs', 'runs.id', 'results.run_id')
      .select(['runs.id', 'runs.specification', 'results.digest', 'results.data'])
      .where('results.run_id', 'in', batch)
      .execute();
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const id of batch) {
      const row = byId.get(id);
      if (row !== undefined) yield row;
    }
  }
}

async function sizesOf(database: Kysely<StoreSchema>, ids: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ run_id: string; bytes: number }>`
    SELECT run_id, octet_length(data) AS bytes FROM results WHERE run_id = ANY(${ids}::text[])`.execute(
    database,
  );
  return new Map(rows.map(({ run_id, bytes }) => [run_id, bytes]));
}

/** Consecutive runs that may be in memory together. */
function* inBatches(ids: readonly string[], sizes: ReadonlyMap<string, number>): Generator<string[]> {
  let batch: string[] = [];
  let bytes = 0;
  for (const id of ids) {
    const size = sizes.get(id) ?? 0;
    if (batch.length > 0 && bytes + size > BATCH_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(id);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** The result of one finished run; undefined while there is none. */
export async function readResult(
  database: Kysely<StoreSchema>,
  runId: string,
): Promise<StoredResult | undefined> {
  return database
    .selectFrom('results')
    .innerJoin('runs', 'runs.id', 'results.run_id')
    .select(['runs.id', 'runs.specification', 'results.digest', 'results.data'])
    .where('results.run_id', '=', runId)
    .executeTakeFirst();
}

/** A result as people and programs read it: times, risk, and the overlaps as matrices. */
export function readableResult({ id, specification, digest, data }: StoredResult): RunResultResponse {
  const run = parseSpecification(specification);
  const result = decodeRunResult(run, data);
  const { P, points } = result;
  const k = run.teacherWidth;
  const record = recordLength(run);
  const response: RunResultResponse = {
    id,
    specification: run,
    digest,
    times: run.times,
    risk: run.times.map((_, index) => points.data[index * record]),
    P: matrix(P, 0, k, k),
  };
  if (run.observables === 'risk') return response;
  const p = studentWidthOf(run);
  const overlaps = run.times.map((_, index) => {
    const Q = index * record + 1;
    return { Q: matrix(points.data, Q, p, p), M: matrix(points.data, Q + p * p, p, k) };
  });
  if (secondLayerAt(result, 0) === null) return { ...response, overlaps };
  const secondLayer = run.times.map((_, index) => [...(secondLayerAt(result, index) ?? [])]);
  return { ...response, overlaps, secondLayer };
}

function matrix(values: Float64Array, offset: number, rows: number, columns: number): number[][] {
  return Array.from({ length: rows }, (_, row) => [
    ...values.subarray(offset + row * columns, offset + (row + 1) * columns),
  ]);
}

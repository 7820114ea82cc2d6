import { decodeRunResult, recordLength, secondLayerAt, studentWidthOf } from '@crossover/experiments';
import type { RunResultResponse } from '@crossover/protocol';
import { sql, type Kysely } from 'kysely';
import { parseSpecification } from '../runs/run-row.ts';
import type { StoreSchema } from '../store/schema.ts';

/** Results held in memory at once while an experiment is exported. */
const PAGE = 8;

interface StoredResult {
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
  let after = -1;
  for (;;) {
    const rows = await database
      .selectFrom('experiment_runs')
      .innerJoin('runs', 'runs.id', 'experiment_runs.run_id')
      .innerJoin('results', 'results.run_id', 'runs.id')
      .select(['experiment_runs.ordinal', 'runs.id', 'runs.specification', 'results.digest', 'results.data'])
      .where('experiment_runs.experiment_id', '=', experimentId)
      .where('experiment_runs.ordinal', '>', after)
      .orderBy('experiment_runs.ordinal')
      .limit(PAGE)
      .execute();
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.ordinal;
  }
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

import type { OpaqueSpecification, RunsResponse, RunState } from '@crossover/protocol';
import type { Kysely } from 'kysely';
import { RUN_COLUMNS, runUpdate } from '../runs/run-row.ts';
import type { StoreSchema } from '../store/schema.ts';

interface RunsQuery {
  readonly state?: RunState | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** Runs of an experiment in its own order, those of one state when it is given, without their curves. */
export async function readRuns(
  database: Kysely<StoreSchema>,
  experimentId: string,
  { state, offset, limit }: RunsQuery,
): Promise<RunsResponse> {
  const all = database
    .selectFrom('experiment_runs')
    .innerJoin('runs', 'runs.id', 'experiment_runs.run_id')
    .where('experiment_runs.experiment_id', '=', experimentId);
  const wanted = state === undefined ? all : all.where('runs.state', '=', state);
  const rows = await wanted
    .select([...RUN_COLUMNS, 'runs.specification'])
    .orderBy('experiment_runs.ordinal')
    .offset(offset)
    .limit(limit)
    .execute();
  const { count } = await wanted
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return {
    runs: rows.map((row) => ({
      ...runUpdate(row),
      specification: JSON.parse(row.specification) as OpaqueSpecification,
    })),
    total: Number(count),
  };
}

import {
  float64FromBytes,
  LIMITS,
  type OpaqueSpecification,
  type RiskPoints,
  type RunSummary,
} from '@crossover/protocol';
import { sql, type Kysely } from 'kysely';
import { RUN_COLUMNS, runUpdate, type RunRow } from '../runs/run-row.ts';
import type { StoreSchema } from '../store/schema.ts';
import { CHARACTERS } from './json-size.ts';

/** Runs of an experiment in its own order, with their curves so far. */
export interface RunPage {
  readonly runs: RunSummary[];
  readonly points: RiskPoints[];
  /** About so many characters of JSON. */
  readonly characters: number;
}

/** The page of an experiment's runs that begins at `offset`; as many as one message should hold. */
export async function readRunPage(
  database: Kysely<StoreSchema>,
  experimentId: string,
  offset: number,
): Promise<RunPage & { readonly next: number }> {
  const candidates = await selectRuns(database, experimentId)
    .where('experiment_runs.ordinal', '>=', offset)
    .limit(LIMITS.maxRunsPerPage)
    .execute();
  const page = await pageOf(database, candidates, Infinity);
  return { ...page, next: offset + page.runs.length };
}

/** The first of the runs at these places, which are in order; of about so many characters, and one at least. */
export async function readRunsAt(
  database: Kysely<StoreSchema>,
  experimentId: string,
  places: readonly number[],
  characters: number,
): Promise<RunPage> {
  const candidates = await selectRuns(database, experimentId)
    .where('experiment_runs.ordinal', '=', sql<number>`ANY(${[...places]}::int[])`)
    .execute();
  return pageOf(database, candidates, characters);
}

function selectRuns(database: Kysely<StoreSchema>, experimentId: string) {
  return database
    .selectFrom('experiment_runs')
    .innerJoin('runs', 'runs.id', 'experiment_runs.run_id')
    .select([...RUN_COLUMNS, 'runs.specification'])
    .where('experiment_runs.experiment_id', '=', experimentId)
    .orderBy('experiment_runs.ordinal');
}

/** As many of the candidates as one message should hold. */
async function pageOf(
  database: Kysely<StoreSchema>,
  candidates: readonly (RunRow & { readonly specification: string })[],
  most: number,
): Promise<RunPage> {
  let points = 0;
  let characters = 0;
  const fitting = candidates.findIndex(({ points_done, specification }, index) => {
    const more = CHARACTERS.run + specification.length + points_done * CHARACTERS.point;
    points += points_done;
    const full = points > LIMITS.maxPointsPerFrame || characters + more > most;
    if (index > 0 && full) return true;
    characters += more;
    return false;
  });
  const rows = fitting < 0 ? candidates : candidates.slice(0, fitting);
  return {
    runs: rows.map((row) => ({
      ...runUpdate(row),
      specification: JSON.parse(row.specification) as OpaqueSpecification,
    })),
    points: await readCurves(database, rows),
    characters,
  };
}

/** What is known of the curves of these runs; an unfinished one may be in several stretches. */
export async function readCurves(
  database: Kysely<StoreSchema>,
  runs: readonly Pick<RunRow, 'id' | 'state'>[],
): Promise<RiskPoints[]> {
  const finished = runs.filter(({ state }) => state === 'finished').map(({ id }) => id);
  const unfinished = runs.filter(({ state }) => state !== 'finished').map(({ id }) => id);
  return [...(await finishedCurves(database, finished)), ...(await partialCurves(database, unfinished))];
}

/** The specification an experiment was submitted with; undefined when there is no such experiment. */
export async function readExperimentSpecification(
  database: Kysely<StoreSchema>,
  experimentId: string,
): Promise<OpaqueSpecification | undefined> {
  const row = await database
    .selectFrom('experiments')
    .select('specification')
    .where('id', '=', experimentId)
    .where('ready', '=', true)
    .executeTakeFirst();
  return row && (JSON.parse(row.specification) as OpaqueSpecification);
}

/** All run ids of an experiment, in its own order. */
export async function readRunIds(database: Kysely<StoreSchema>, experimentId: string): Promise<string[]> {
  const rows = await database
    .selectFrom('experiment_runs')
    .select('run_id')
    .where('experiment_id', '=', experimentId)
    .orderBy('ordinal')
    .execute();
  return rows.map(({ run_id }) => run_id);
}

async function finishedCurves(database: Kysely<StoreSchema>, ids: readonly string[]): Promise<RiskPoints[]> {
  if (ids.length === 0) return [];
  const rows = await database
    .selectFrom('results')
    .select(['run_id', 'risk'])
    .where('run_id', 'in', ids)
    .execute();
  return rows.map(({ run_id, risk }) => ({
    runId: run_id,
    firstIndex: 0,
    risk: [...float64FromBytes(risk)],
  }));
}

/** Reports overlap where an attempt went on from a checkpoint: the same bits, told twice. */
async function partialCurves(database: Kysely<StoreSchema>, ids: readonly string[]): Promise<RiskPoints[]> {
  if (ids.length === 0) return [];
  const rows = await database
    .selectFrom('run_points')
    .select(['run_id', 'first_index', 'risk'])
    .where('run_id', 'in', ids)
    .orderBy('run_id')
    .orderBy('first_index')
    .execute();
  const curves = new Map<string, RiskPoints>();
  const separate: RiskPoints[] = [];
  for (const { run_id, first_index, risk } of rows) {
    const values = [...float64FromBytes(risk)];
    const curve = curves.get(run_id);
    if (curve !== undefined && first_index <= curve.firstIndex + curve.risk.length) {
      const known = curve.firstIndex + curve.risk.length - first_index;
      curve.risk.push(...values.slice(known));
      continue;
    }
    const started = { runId: run_id, firstIndex: first_index, risk: values };
    curves.set(run_id, started);
    separate.push(started);
  }
  return separate;
}

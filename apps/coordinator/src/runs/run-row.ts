import type { RunSpecification } from '@crossover/experiments';
import type { Attempt, RunUpdate } from '@crossover/protocol';
import { sql, type Selectable } from 'kysely';
import type { RunTable } from '../store/schema.ts';

/** The columns that say how a run stands. */
export const RUN_COLUMNS = [
  'runs.id',
  'runs.state',
  'runs.fraction',
  'runs.points_done',
  'runs.job_id',
  'runs.retry_count',
  'runs.node_id',
  'runs.error_name',
  'runs.error_message',
  'runs.seconds_spent',
] as const;

/** The same for statements that are written out. */
export const RUN_COLUMN_LIST = sql.join(RUN_COLUMNS.map((column) => sql.ref(column)));

export type RunRow = Pick<
  Selectable<RunTable>,
  | 'id'
  | 'state'
  | 'fraction'
  | 'points_done'
  | 'job_id'
  | 'retry_count'
  | 'node_id'
  | 'error_name'
  | 'error_message'
  | 'seconds_spent'
>;

/** How a run stands, as viewers are told. */
export function runUpdate(row: RunRow): RunUpdate {
  return {
    id: row.id,
    state: row.state,
    fraction: row.fraction,
    node: row.node_id,
    attempt: row.retry_count === null ? null : { jobId: row.job_id, retryCount: row.retry_count },
    pointsDone: row.points_done,
    error: row.error_name === null ? null : { name: row.error_name, message: row.error_message ?? '' },
    secondsSpent: row.seconds_spent,
  };
}

/** A specification that was validated before it was stored. */
export function parseSpecification(json: string): RunSpecification {
  return JSON.parse(json) as RunSpecification;
}

export function sameAttempt(one: Attempt, other: Attempt): boolean {
  return one.jobId === other.jobId && one.retryCount === other.retryCount;
}

import type { RunUpdate } from '@crossover/protocol';
import { sql } from 'kysely';
import type { Durable } from '../runs/durable.ts';
import { cancelUnwantedRuns } from './cancel-experiment.ts';

/**
 * Removes an experiment, and those of its runs that belong to no other, with their results. Returns the
 * runs that were stopped for it.
 */
export async function removeExperiment(durable: Durable, id: string): Promise<RunUpdate[]> {
  return durable.database.transaction().execute(async (transaction) => {
    const stopped = await cancelUnwantedRuns(durable, transaction, id);
    const { rows } = await sql<{ run_id: string }>`
      SELECT mine.run_id FROM experiment_runs mine
      WHERE mine.experiment_id = ${id} AND NOT EXISTS (
        SELECT 1 FROM experiment_runs other
        WHERE other.run_id = mine.run_id AND other.experiment_id <> ${id}
      )`.execute(transaction);
    await transaction.deleteFrom('experiments').where('id', '=', id).execute();
    const orphans = rows.map(({ run_id }) => run_id);
    await sql`DELETE FROM runs WHERE id = ANY(${orphans}::text[])`.execute(transaction);
    return stopped;
  });
}

import type { RunUpdate } from '@crossover/protocol';
import { sql } from 'kysely';
import type { Durable } from '../runs/durable.ts';
import { lockRuns, waitingRuns, withholdUnwanted } from '../runs/withhold.ts';
import { contended } from '../store/contended.ts';
import { cancelUnwantedRuns } from './cancel-experiment.ts';

export interface RemovedExperiment {
  /** Runs that were open, and that nobody else wants. */
  readonly stopped: readonly RunUpdate[];
  /** Waiting runs of other experiments that are held back now. */
  readonly withheld: readonly RunUpdate[];
}

/** Removes an experiment, and those of its runs that belong to no other, with their results. */
export async function removeExperiment(durable: Durable, id: string): Promise<RemovedExperiment> {
  // Another experiment may be about to take up its runs.
  return contended(durable.database, async (transaction) => {
    // First, as everybody who changes an experiment does.
    await transaction.selectFrom('experiments').select('id').where('id', '=', id).forUpdate().execute();
    await lockRuns(transaction, id);
    const stopped = await cancelUnwantedRuns(durable, transaction, id);
    const waiting = await waitingRuns(transaction, id);
    const { rows } = await sql<{ run_id: string }>`
      SELECT mine.run_id FROM experiment_runs mine
      WHERE mine.experiment_id = ${id} AND NOT EXISTS (
        SELECT 1 FROM experiment_runs other
        WHERE other.run_id = mine.run_id AND other.experiment_id <> ${id}
      )`.execute(transaction);
    await transaction.deleteFrom('experiments').where('id', '=', id).execute();
    const orphans = rows.map(({ run_id }) => run_id);
    await sql`DELETE FROM runs WHERE id = ANY(${orphans}::text[])`.execute(transaction);
    // Those who want the others may be paused.
    return { stopped, withheld: await withholdUnwanted(durable.queue, transaction, waiting) };
  });
}

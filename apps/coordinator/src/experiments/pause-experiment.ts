import type { RunUpdate } from '@crossover/protocol';
import { sql } from 'kysely';
import type { Durable } from '../runs/durable.ts';
import { lockRuns, waitingRuns, withholdUnwanted } from '../runs/withhold.ts';
import { contended } from '../store/contended.ts';

/**
 * Holds back the waiting runs of an experiment, except those that another one still wants; those that nodes
 * have go on to their end. Returns the runs that are held back.
 */
export async function pauseExperiment({ database, queue }: Durable, id: string): Promise<RunUpdate[]> {
  return contended(database, async (transaction) => {
    await transaction
      .updateTable('experiments')
      .set({ paused_at: sql<Date>`COALESCE(paused_at, now())` })
      .where('id', '=', id)
      .execute();
    await lockRuns(transaction, id);
    return withholdUnwanted(queue, transaction, await waitingRuns(transaction, id));
  });
}

import { sql } from 'kysely';

/** Where a run begins when it is given out again: at its last checkpoint, or anew. For statements on `runs`. */
export function checkpointFraction() {
  return sql<number>`COALESCE((SELECT c.fraction FROM checkpoints c WHERE c.run_id = runs.id), 0)`;
}

import type { NodeState } from '@crossover/protocol';
import { sql, type Kysely } from 'kysely';
import type { StoreSchema } from '../store/schema.ts';

/** What is decided about a node. */
export interface NodeDecision {
  readonly state: NodeState;
  readonly reason: string | null;
  /** How long it holds; null when only another decision ends it. */
  readonly milliseconds: number | null;
}

/** Writes down what was decided about a node, where it outlives coordinators and holds at all of them. */
export async function writeNodeState(
  database: Kysely<StoreSchema>,
  nodeId: string,
  { state, reason, milliseconds }: NodeDecision,
): Promise<void> {
  const until =
    milliseconds === null
      ? sql<Date | null>`NULL`
      : sql<Date>`now() + ${milliseconds / 1000} * interval '1 second'`;
  const counted = state === 'quarantined' ? 1 : 0;
  await sql`
    INSERT INTO nodes (id, state, reason, quarantined_until, quarantines)
    VALUES (${nodeId}, ${state}, ${reason}, ${until}, ${counted})
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, reason = excluded.reason,
      quarantined_until = excluded.quarantined_until, quarantines = nodes.quarantines + ${counted},
      changed_at = now()`.execute(database);
}

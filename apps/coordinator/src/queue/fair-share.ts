import { sql, type Kysely } from 'kysely';
import type { StoreSchema } from '../store/schema.ts';
import { JOB_TABLE } from './run-queue.ts';

/** What an experiment of each priority gets of the nodes, in relation to the others that are waiting. */
export const WEIGHTS = { low: 1, normal: 4, high: 16 } as const;

/** A run as far as its place in the queue depends on it. */
export interface Placed {
  readonly theory: boolean;
  /** Microseconds of a reference core. */
  readonly work: number;
}

/** A tag is in tenths of seconds of a reference core, for an experiment of weight 1. */
const MICROSECONDS_PER_TAG = 1e5;
/** The queue's priorities are 32-bit integers. Beyond them, after core-years without a pause, all are alike. */
const LARGEST = 2 ** 31 - 1;

/**
 * The order of the runs within an experiment. Theory goes first, since its curves are what simulations are
 * compared with and cost little; then the longest run, so that none is left running alone at the end.
 */
export function byUrgency(one: Placed, other: Placed): number {
  if (one.theory !== other.theory) return one.theory ? -1 : 1;
  return other.work - one.work;
}

/**
 * Priorities in the queue for the runs of one experiment, which are given in their order. Start-time fair
 * queueing: a run's tag is the time at which it would start if its experiment had its share of the nodes for
 * itself, counted from `virtualTime` on, and the queue gives out the least tag first. Experiments so share
 * the nodes as their weights are, whatever the number and the length of their runs, and one that was
 * submitted late neither waits for the earlier ones nor keeps them waiting.
 *
 * Goyal, Vin, Cheng, "Start-time fair queueing", IEEE/ACM Transactions on Networking 5 (1997) 690.
 */
export function fairPriorities(runs: readonly Placed[], weight: number, virtualTime: number): number[] {
  const unit = weight * MICROSECONDS_PER_TAG;
  let before = 0;
  let theory = false;
  return runs.map((run) => {
    // However short the theory is, simulations begin after it. Among themselves those of one tag are too
    // short for their order to matter.
    if (theory && !run.theory) before = (Math.floor(before / unit) + 1) * unit;
    theory = run.theory;
    const tag = virtualTime + Math.floor(before / unit);
    before += run.work;
    return -Math.min(LARGEST, Math.max(-LARGEST, tag));
  });
}

/**
 * The tag that the queue has come to: the least that is waiting; if none is, the greatest that is at work;
 * and with neither it starts again. Runs that came back for another attempt have old tags and do not count.
 */
export async function readVirtualTime(database: Kysely<StoreSchema>): Promise<number> {
  const job = sql.table(JOB_TABLE);
  const { rows } = await sql<{ tag: number | null }>`
    SELECT COALESCE(
      (SELECT -priority FROM ${job} WHERE name = 'runs' AND state < 'active' AND NOT blocked
        AND state = 'created' ORDER BY priority DESC LIMIT 1),
      (SELECT -min(priority) FROM ${job} WHERE name = 'runs' AND state = 'active')
    ) AS tag`.execute(database);
  return rows[0]?.tag ?? 0;
}

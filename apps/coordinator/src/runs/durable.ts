import type { Kysely } from 'kysely';
import type { RunQueue } from '../queue/run-queue.ts';
import type { StoreSchema } from '../store/schema.ts';

/** Tables and queue: what a transaction on runs needs. */
export interface Durable {
  readonly database: Kysely<StoreSchema>;
  readonly queue: RunQueue;
  /** The coordinator that this process is, among those on the same database. */
  readonly coordinatorId: string;
}

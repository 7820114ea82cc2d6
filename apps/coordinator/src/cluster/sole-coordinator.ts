import type { Kysely } from 'kysely';
import type { StoreSchema } from '../store/schema.ts';
import { adoptLeases } from './adopt-leases.ts';

/** On a store of its own there is nobody else, and never was at the same time: all that is left is this one's. */
export async function succeedAll(database: Kysely<StoreSchema>, coordinatorId: string): Promise<void> {
  await database.deleteFrom('coordinators').execute();
  await adoptLeases(database, coordinatorId);
}

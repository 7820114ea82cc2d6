import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What coordinators compute and speak, so that those that differ do not work side by side. A coordinator of a
 * version before cannot enter itself into the table any more: it does not know what to say.
 */
export const coordinatorVersions: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const statements = [
  // Whoever is in it has ended: nobody changes the tables under a coordinator at work.
  `DELETE FROM coordinators`,
  `ALTER TABLE coordinators ADD COLUMN numerics_version text NOT NULL`,
  `ALTER TABLE coordinators ADD COLUMN protocol_version integer NOT NULL`,
  `ALTER TABLE coordinators ADD COLUMN software_version text NOT NULL`,
];

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Kysely } from 'kysely';
import { messages } from '../messages.ts';
import { lockFolder } from '../store/folder-lock.ts';
import type { StoreSchema } from '../store/schema.ts';
import { DATABASE_FOLDER, openEmbeddedStore } from '../store/store.ts';
import { readArchive } from './archive.ts';
import { BackupError } from './backup-error.ts';

/** Results that are compared with their digests at a time. */
const PAGE = 200;

/** What a restored database holds. */
export interface Restored {
  /** When the backup was made. */
  readonly createdAt: string;
  readonly experiments: number;
  readonly runs: number;
  /** Results, each of which is what its digest says. */
  readonly results: number;
}

/**
 * Puts a backup into a data folder that has no database. All of it is read, compared with its digests, opened
 * and brought to the newest form of the tables before the folder gets it: it has all of it or nothing.
 *
 * @throws {BackupError} when the folder has a database, or the backup is damaged
 * @throws {FolderInUseError} when a coordinator has the folder open
 */
export async function restoreBackup(archive: Readable, dataFolder: string): Promise<Restored> {
  const lock = lockFolder(dataFolder);
  try {
    if (existsSync(join(dataFolder, DATABASE_FOLDER))) {
      throw new BackupError(messages.restoreWouldOverwrite(dataFolder));
    }
    const aside = await mkdtemp(join(dataFolder, 'restore-'));
    try {
      const { createdAt } = await readArchive(archive, aside);
      if (!existsSync(join(aside, DATABASE_FOLDER))) throw new BackupError(messages.noBackup());
      const counts = await openAndCheck(aside);
      await rename(join(aside, DATABASE_FOLDER), join(dataFolder, DATABASE_FOLDER));
      return { createdAt, ...counts };
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
  } finally {
    archive.destroy();
    lock.release();
  }
}

async function openAndCheck(folder: string) {
  const store = await openEmbeddedStore(folder, { onLost: () => undefined });
  try {
    const { database } = store;
    return {
      experiments: await countOf(database, 'experiments'),
      runs: await countOf(database, 'runs'),
      results: await checkResults(database),
    };
  } finally {
    await store.close();
  }
}

async function countOf(database: Kysely<StoreSchema>, table: 'experiments' | 'runs'): Promise<number> {
  const { count } = await database
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function checkResults(database: Kysely<StoreSchema>): Promise<number> {
  let checked = 0;
  for (let last = ''; ;) {
    const rows = await database
      .selectFrom('results')
      .select(['run_id', 'digest', 'data'])
      .where('run_id', '>', last)
      .orderBy('run_id')
      .limit(PAGE)
      .execute();
    for (const { run_id, digest, data } of rows) {
      const found = createHash('sha256').update(data).digest('hex');
      if (found !== digest) throw new BackupError(messages.restoredResultDamaged(run_id));
    }
    checked += rows.length;
    const end = rows.at(-1)?.run_id;
    if (end === undefined) return checked;
    last = end;
  }
}

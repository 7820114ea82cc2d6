import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { finished, type Readable } from 'node:stream';
import { RefusedError } from '../errors.ts';
import { messages } from '../messages.ts';
import { copyDatabase } from '../store/copy-database.ts';
import { lockFolder } from '../store/folder-lock.ts';
import { DATABASE_FOLDER, type Store } from '../store/store.ts';
import { archiveOf } from './archive.ts';
import { BackupError } from './backup-error.ts';

/**
 * A backup of a store that is in use, as it stands between two transactions. Statements wait while its files
 * are copied, which takes as long as copying them takes; compressing them goes on beside the work.
 *
 * @throws {RefusedError} on a PostgreSQL server, which has its own means
 */
export async function backUpStore(store: Store, dataFolder: string | undefined): Promise<Readable> {
  if (store.copyTo === undefined || dataFolder === undefined) {
    throw new RefusedError('conflict', messages.backupOfServer());
  }
  const copy = await mkdtemp(join(dataFolder, 'backup-'));
  try {
    await store.copyTo(join(copy, DATABASE_FOLDER));
    return removedWithItsEnd(await archiveOf(copy), copy);
  } catch (error) {
    await rm(copy, { recursive: true, force: true });
    throw error;
  }
}

/**
 * A backup of a data folder that no coordinator has open.
 *
 * @throws {FolderInUseError} when one has
 * @throws {BackupError} when there is no database in it
 */
export async function backUpFolder(dataFolder: string): Promise<Readable> {
  if (!existsSync(join(dataFolder, DATABASE_FOLDER))) {
    throw new BackupError(messages.nothingToBackUp(dataFolder));
  }
  const lock = lockFolder(dataFolder);
  const copy = await mkdtemp(join(dataFolder, 'backup-'));
  try {
    // Not the folder itself: the lock is held for as long as copying takes, and not for a slow reader.
    copyDatabase(join(dataFolder, DATABASE_FOLDER), join(copy, DATABASE_FOLDER));
    return removedWithItsEnd(await archiveOf(copy), copy);
  } catch (error) {
    await rm(copy, { recursive: true, force: true });
    throw error;
  } finally {
    lock.release();
  }
}

function removedWithItsEnd(archive: Readable, copy: string): Readable {
  finished(archive, () => void rm(copy, { recursive: true, force: true }));
  return archive;
}

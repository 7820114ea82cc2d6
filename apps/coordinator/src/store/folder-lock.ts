import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { messages } from '../messages.ts';

/** The folder belongs to another process. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
}

/** A lock that nobody referred to would be collected as garbage, and with it the lock on the folder. */
const held = new Set<DatabaseSync>();

/**
 * Takes a data folder for this process alone. The embedded database takes no lock, and two processes on
 * one folder would silently lose acknowledged data. The lock is SQLite's exclusive lock on a file of its
 * own: the kernel releases it however the process ends, so that nothing stale is left after kill −9. The
 * process id beside it only serves the message. (Never open the file by other means in the same process:
 * closing it would give up the lock, as POSIX has it.)
 *
 * @throws {FolderInUseError} naming the process that has it
 */
export function lockFolder(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const owner = join(folder, 'lock.pid');
  const lock = new DatabaseSync(join(folder, 'lock.sqlite'));
  try {
    lock.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw new FolderInUseError(messages.folderInUse(folder, readOwner(owner)), { cause: error });
  }
  held.add(lock);
  writeFileSync(owner, `${process.pid}\n`);
  return {
    release() {
      rmSync(owner, { force: true });
      held.delete(lock);
      lock.close();
    },
  };
}

function readOwner(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

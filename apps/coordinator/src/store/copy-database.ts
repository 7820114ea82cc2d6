import { constants, cpSync } from 'node:fs';

/**
 * Copies the files of the embedded database, as they are at this moment: nothing else happens meanwhile on
 * the thread that calls it, and that is the database's own when it is open.
 */
export function copyDatabase(from: string, to: string): void {
  cpSync(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE });
}

import { PGlite } from '@electric-sql/pglite';
import { existsSync, openAsBlob } from 'node:fs';
import { rename, rm } from 'node:fs/promises';

/** A database with nothing in it, packed when this package was built; the same place for sources and for what is built. */
const EMPTY_DATABASE = new URL('../../dist/empty-database.tar.gz', import.meta.url);
const GZIP = 'application/x-gzip';

/**
 * Creates an embedded database in `folder` where there is none, under another name at first: one that bears its own is
 * whole. To unpack one takes a fifth of the time of creating it, which is done where none is packed.
 */
export async function createDatabase(folder: string, packed: URL = EMPTY_DATABASE): Promise<void> {
  if (existsSync(folder)) return;
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const content = existsSync(packed) ? { loadDataDir: await openAsBlob(packed, { type: GZIP }) } : {};
  const database = await PGlite.create(unfinished, content);
  await database.close();
  await rename(unfinished, folder);
}

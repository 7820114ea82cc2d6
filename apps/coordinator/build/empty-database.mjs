/** Packs an empty embedded database for `src/store/create-database.ts`: creating one takes seconds, unpacking it a moment. */
import { PGlite } from '@electric-sql/pglite';
import { writeFile } from 'node:fs/promises';

const database = await PGlite.create();
const packed = await database.dumpDataDir('gzip');
await database.close();
await writeFile(new URL('../dist/empty-database.tar.gz', import.meta.url), await packed.bytes());

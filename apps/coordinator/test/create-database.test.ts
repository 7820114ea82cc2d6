import { PGlite } from '@electric-sql/pglite';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '../src/store/create-database.ts';
import { emptyPlace, type Place } from './support/stores.ts';

describe('an embedded database', () => {
  let place: Place;
  const folder = (name: string) => join(place.options.dataFolder, name);

  beforeAll(() => {
    place = emptyPlace();
  });
  afterAll(() => place.remove());

  /** How the server was set up, and what it holds. */
  async function inside(name: string) {
    const database = await PGlite.create(folder(name));
    const { rows: settings } = await database.query(`
      SELECT name, setting FROM pg_settings
      WHERE source IN ('configuration file', 'default', 'override') AND setting <> '' AND name NOT LIKE '%directory%'
        AND name NOT LIKE '%_file'
      ORDER BY name`);
    const { rows: objects } = await database.query(`
      SELECT relnamespace::regnamespace::text AS schema, relname FROM pg_class ORDER BY 1, 2`);
    await database.close();
    return { settings, objects };
  }

  it('that is unpacked is like one that is created, whatever an attempt that was killed has left', async () => {
    const packed = join(place.options.dataFolder, 'packed.tar.gz');
    await createDatabase(folder('created'), pathToFileURL(packed));
    const database = await PGlite.create(folder('created'));
    writeFileSync(packed, await (await database.dumpDataDir('gzip')).bytes());
    await database.close();

    mkdirSync(folder('unpacked.unfinished'));
    writeFileSync(join(folder('unpacked.unfinished'), 'PG_VERSION'), '1');
    await createDatabase(folder('unpacked'), pathToFileURL(packed));
    expect(existsSync(folder('unpacked.unfinished'))).toBe(false);
    const created = await inside('created');
    expect(created.settings.length).toBeGreaterThan(200);
    expect(created.objects.length).toBeGreaterThan(300);
    expect(await inside('unpacked')).toEqual(created);
  });

  it('that is there is left as it is', async () => {
    mkdirSync(folder('there'));
    writeFileSync(join(folder('there'), 'mine'), '');
    await createDatabase(folder('there'));
    expect(existsSync(join(folder('there'), 'mine'))).toBe(true);
    expect(existsSync(join(folder('there'), 'PG_VERSION'))).toBe(false);
  });

  it('is packed by the build with nothing of ours in it', async () => {
    await createDatabase(folder('ours'));
    const { objects } = await inside('ours');
    const schemas = new Set((objects as { schema: string }[]).map(({ schema }) => schema));
    expect([...schemas].sort()).toEqual(['information_schema', 'pg_catalog', 'pg_toast']);
  });
});

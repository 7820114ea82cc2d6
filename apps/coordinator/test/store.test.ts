import { sql } from 'kysely';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCoordinator, FolderInUseError } from '../src/index.ts';
import { EmbeddedThread } from '../src/store/embedded-thread.ts';
import { lockFolder } from '../src/store/folder-lock.ts';
import { openEmbeddedStore } from '../src/store/store.ts';
import { openTokenFile, tokenFileOf } from '../src/tokens/token-file.ts';

describe('data folder', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'crossover-folder-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('belongs to one process at a time, and says whose it is', () => {
    const lock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(FolderInUseError);
    expect(() => lockFolder(folder)).toThrow(`in use by process ${process.pid}`);
    lock.release();
    lockFolder(folder).release();
  });

  it('is free again as soon as its owner has been killed', async () => {
    const source = `
      const { lockFolder } = await import(${JSON.stringify(new URL('../src/store/folder-lock.ts', import.meta.url).href)});
      lockFolder(${JSON.stringify(folder)});
      process.stdout.write('locked');
      setInterval(() => undefined, 1000);`;
    const owner = spawn(
      process.execPath,
      ['--conditions=@crossover/source', '--input-type=module', '-e', source],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ended = once(owner, 'exit');
    try {
      await once(owner.stdout, 'data');
      expect(() => lockFolder(folder)).toThrow(`in use by process ${owner.pid}`);
    } finally {
      owner.kill('SIGKILL');
      await ended;
    }
    lockFolder(folder).release();
  });

  it('holds tokens that only its owner can read, and keeps them', () => {
    const tokens = openTokenFile(tokenFileOf(folder));
    expect(new Set(Object.values(tokens.current)).size).toBe(3);
    expect(statSync(join(folder, 'tokens.json')).mode & 0o777).toBe(0o600);
    expect(openTokenFile(tokenFileOf(folder))).toEqual(tokens);
    expect(readFileSync(join(folder, 'tokens.json'), 'utf8')).toContain(tokens.current.operator);
  });
});

describe('embedded store', () => {
  it('keeps transactions apart, rolls back what fails, and keeps what was committed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'crossover-store-'));
    const lost: Error[] = [];
    let store = await openEmbeddedStore(folder, { onLost: (reason) => lost.push(reason) });
    await sql`CREATE TABLE numbers (value integer PRIMARY KEY)`.execute(store.database);
    const write = (value: number, fail: boolean) =>
      store.database.transaction().execute(async (transaction) => {
        await sql`INSERT INTO numbers VALUES (${value})`.execute(transaction);
        if (fail) await sql`INSERT INTO numbers VALUES (${value})`.execute(transaction);
      });
    const outcomes = await Promise.allSettled([write(1, false), write(2, true), write(3, false)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { code: '23505' } });
    await store.close();
    store = await openEmbeddedStore(folder, { onLost: (reason) => lost.push(reason) });
    const { rows } = await sql<{ value: number }>`SELECT value FROM numbers ORDER BY value`.execute(
      store.database,
    );
    expect(rows.map(({ value }) => value)).toEqual([1, 3]);
    await store.close();
    expect(lost).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it('answers calls with an error when its thread dies, instead of never', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'crossover-thread-'));
    const lost: Error[] = [];
    const thread = new EmbeddedThread((reason) => lost.push(reason));
    await thread.open(join(folder, 'database'));
    const endless = thread.run(`SELECT count(*) FROM generate_series(1, 1e12::bigint)`, []);
    await thread.terminate();
    await expect(endless).rejects.toThrow('thread of the embedded database ended');
    await expect(thread.run('SELECT 1', [])).rejects.toThrow('thread of the embedded database ended');
    expect(lost).toHaveLength(1);
    rmSync(folder, { recursive: true });
  });

  it('needs a place', async () => {
    await expect(createCoordinator({ port: 0, logger: false })).rejects.toThrow('dataFolder or databaseUrl');
  });
});

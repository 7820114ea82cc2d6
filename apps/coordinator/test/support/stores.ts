import { randomBytes } from 'node:crypto';
import { constants, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { describe, expect, inject } from 'vitest';
import { openEmbeddedStore, openServerStore, type Store } from '../../src/store/store.ts';

/** Where a coordinator under test keeps its data. */
export interface Place {
  readonly options: { dataFolder: string; databaseUrl?: string };
  remove(): Promise<void>;
}

const SERVER = process.env['CROSSOVER_TEST_DATABASE_URL'];

/** A place of its own on the embedded store, with the tables in it. */
export function embeddedPlace(): Promise<Place> {
  const place = emptyPlace();
  cpSync(inject('template'), place.options.dataFolder, { recursive: true, mode: constants.COPYFILE_FICLONE });
  return Promise.resolve(place);
}

/** An empty folder. */
export function emptyPlace(): Place {
  const dataFolder = mkdtempSync(join(tmpdir(), 'crossover-coordinator-'));
  return {
    options: { dataFolder },
    remove: () => {
      rmSync(dataFolder, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

/** A place of its own on the PostgreSQL server of the test run: a fresh database, and a folder for tokens. */
export async function serverPlace(): Promise<Place> {
  const folder = emptyPlace();
  const name = `crossover_${randomBytes(6).toString('hex')}`;
  await administer(`CREATE DATABASE ${name}`);
  const url = new URL(SERVER!);
  url.pathname = `/${name}`;
  return {
    options: { ...folder.options, databaseUrl: url.href },
    async remove() {
      await administer(`DROP DATABASE ${name} WITH (FORCE)`);
      await folder.remove();
    },
  };
}

/** The store of a place, without a coordinator at work on it. */
export function openStoreAt({ options: { dataFolder, databaseUrl } }: Place): Promise<Store> {
  const onLost = (reason: Error) => expect.unreachable(reason.message);
  return databaseUrl === undefined ? openEmbeddedStore(dataFolder, { onLost }) : openServerStore(databaseUrl);
}

/** The same tests on both stores: the embedded one always, a server where the test run has one. */
export function onEachStore(title: string, tests: (place: () => Promise<Place>) => void): void {
  describe(`${title} (embedded store)`, () => tests(embeddedPlace));
  const reason = SERVER === undefined ? ': skipped, CROSSOVER_TEST_DATABASE_URL names no server' : '';
  describe.skipIf(SERVER === undefined)(`${title} (PostgreSQL${reason})`, () => tests(serverPlace));
}

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: SERVER });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

import { Kysely, PostgresDialect } from 'kysely';
import { join } from 'node:path';
import type { Db } from 'pg-boss';
import { EmbeddedPool } from './embedded-pool.ts';
import { EmbeddedThread } from './embedded-thread.ts';
import { lockFolder } from './folder-lock.ts';
import { migrate } from './migrations/index.ts';
import { queueDatabase, type StatementPool } from './queue-database.ts';
import type { StoreSchema } from './schema.ts';
import { connectToServer } from './server-pool.ts';
import { keepVacuumed, STATISTICS_TARGET } from './vacuum.ts';

const SERVER_CONNECTIONS = 10;

/** The durable state: the same tables, the same statements, on an embedded database or on a server. */
export interface Store {
  readonly kind: 'embedded' | 'postgresql';
  readonly database: Kysely<StoreSchema>;
  /** The same database for the queue's own statements. */
  readonly queueDatabase: Db;
  /** The server, when it is one; other coordinators may be at work on it. */
  readonly server?: DatabaseServer;
  /** Copies the files of the embedded database, as they are between two transactions. */
  copyTo?(folder: string): Promise<void>;
  close(): Promise<void>;
}

/** Where the embedded database is in its data folder. */
export const DATABASE_FOLDER = 'database';

/** A PostgreSQL server. */
export interface DatabaseServer {
  readonly url: string;
  /** Breaks the connections of the store, for when the server has stopped answering on them. */
  cutConnections(): void;
}

interface StoreOptions {
  /** Puts something around the pool, such as a clock. */
  readonly around?: <Pool extends StatementPool>(pool: Pool) => Pool;
}

interface EmbeddedStoreOptions extends StoreOptions {
  /** Called once when the store is gone for good: its thread ended. */
  readonly onLost: (reason: Error) => void;
}

/**
 * The embedded store: PostgreSQL compiled to WebAssembly, on a local folder. Survives kill −9, but does
 * not force data to the disk: after a power cut the last seconds may be missing.
 *
 * @throws {FolderInUseError} when another process has the folder
 */
export async function openEmbeddedStore(
  folder: string,
  { onLost, around }: EmbeddedStoreOptions,
): Promise<Store> {
  const lock = lockFolder(folder);
  const thread = new EmbeddedThread(onLost);
  const connections = new EmbeddedPool(thread);
  const pool: StatementPool = {
    options: {},
    connect: () => connections.connect(),
    async end() {
      await thread.close();
      lock.release();
    },
  };
  try {
    await thread.open(join(folder, DATABASE_FOLDER));
    await thread.run(`SET default_statistics_target = ${STATISTICS_TARGET}`, []);
    const store = await openStore('embedded', around?.(pool) ?? pool);
    const vacuuming = keepVacuumed(store.database);
    return {
      ...store,
      async copyTo(target) {
        const connection = await pool.connect();
        try {
          await connection.query('CHECKPOINT', []);
          await thread.copy(join(folder, DATABASE_FOLDER), target);
        } finally {
          connection.release();
        }
      },
      async close() {
        vacuuming.stop();
        await store.close();
      },
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** The store of a lab: a PostgreSQL server, given by its connection URL. Several coordinators may share it. */
export async function openServerStore(url: string, { around }: StoreOptions = {}): Promise<Store> {
  const pool = connectToServer(url, SERVER_CONNECTIONS);
  try {
    const store = await openStore('postgresql', around?.(pool) ?? pool);
    return { ...store, server: { url, cutConnections: () => pool.cutConnections() } };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function openStore(kind: Store['kind'], pool: StatementPool): Promise<Store> {
  const database = new Kysely<StoreSchema>({ dialect: new PostgresDialect({ pool }) });
  await migrate(database);
  return {
    kind,
    database,
    queueDatabase: queueDatabase(pool),
    close: () => database.destroy(),
  };
}

import { PGlite, types } from '@electric-sql/pglite';
import { expose } from 'comlink';
import { nodeEndpoint } from './comlink-endpoint.ts';
import { parentPort } from 'node:worker_threads';
import { copyDatabase } from './copy-database.ts';
import { createDatabase } from './create-database.ts';
import { PreparedStatements } from './prepared-statements.ts';

/** What a statement gave. */
export interface StatementResult {
  readonly rows: Record<string, unknown>[];
  readonly affectedRows: number;
}

/** A database error as it crosses the thread boundary: structured clone would drop the SQLSTATE. */
export interface StatementFailure {
  readonly message: string;
  readonly code: string | undefined;
  readonly detail: string | undefined;
  readonly constraint: string | undefined;
}

/** One of the two. */
export interface StatementOutcome {
  readonly result?: StatementResult;
  readonly failure?: StatementFailure;
}

let database: PGlite | undefined;
let statements: PreparedStatements | undefined;

/** Bytes travel as hexadecimal text. Node converts them a hundred times faster than the library does. */
const bytesToHex = (bytes: Uint8Array): string =>
  `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`;
const hexToBytes = (text: string): Uint8Array => Buffer.from(text.slice(2), 'hex');

const operations = {
  /** Opens or creates the database in `folder`. */
  async open(folder: string): Promise<void> {
    await createDatabase(folder);
    database = await PGlite.create(folder, {
      serializers: { [types.BYTEA]: bytesToHex },
      parsers: { [types.BYTEA]: hexToBytes },
    });
    statements = new PreparedStatements(database);
  },

  /** Runs one statement with parameters, or any number of them without. */
  async run(sql: string, parameters: readonly unknown[]): Promise<StatementOutcome> {
    if (database === undefined || statements === undefined)
      throw new Error('The embedded database is not open.');
    try {
      if (parameters.length > 0) {
        const { rows, affectedRows } = await statements.run(sql, parameters);
        return { result: { rows, affectedRows: affectedRows ?? rows.length } };
      }
      const results = await database.exec(sql);
      return {
        result: {
          rows: results.flatMap(({ rows }) => rows as Record<string, unknown>[]),
          affectedRows: results.at(-1)?.affectedRows ?? 0,
        },
      };
    } catch (error) {
      return { failure: describeFailure(error) };
    }
  },

  copy(folder: string, target: string): void {
    copyDatabase(folder, target);
  },

  async close(): Promise<void> {
    await database?.close();
    database = undefined;
  },
};

export type EmbeddedOperations = typeof operations;

function describeFailure(error: unknown): StatementFailure {
  const { message, code, detail, constraint } = error as Partial<StatementFailure>;
  return { message: message ?? String(error), code, detail, constraint };
}

if (parentPort !== null) expose(operations, nodeEndpoint(parentPort));

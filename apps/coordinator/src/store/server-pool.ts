import type { PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { Socket } from 'node:net';
import { Pool, type QueryResultRow } from 'pg';
import type { StatementPool } from './queue-database.ts';
import { withAvailability } from './store-unavailable.ts';

/** A connection that has not come about by then never will. */
const CONNECT_MILLISECONDS = 5_000;
/** The kernel asks an idle connection for a sign of life after so long. */
const KEEP_ALIVE_MILLISECONDS = 10_000;

/**
 * The server breaks off what a coordinator has begun that it hears no more of, or the locks would keep the
 * other coordinators waiting. Nothing of ours thinks for so long in the middle of a transaction.
 */
const LOST_TRANSACTION_MILLISECONDS = 15_000;

export interface ServerPool extends StatementPool {
  /**
   * Breaks all connections, so that what waits on them fails now: a network that swallows everything would
   * otherwise be noticed after a quarter of an hour. New ones are made when they are needed.
   */
  cutConnections(): void;
}

/**
 * A pool of connections to a PostgreSQL server. It outlives the server: while that is away, statements fail
 * with `StoreUnavailableError`, and when it is back they succeed.
 */
export function connectToServer(url: string, connections: number): ServerPool {
  const sockets = new Set<Socket>();
  const pool = new Pool({
    connectionString: url,
    max: connections,
    application_name: 'crossover-coordinator',
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    idle_in_transaction_session_timeout: LOST_TRANSACTION_MILLISECONDS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MILLISECONDS,
    stream: () => {
      const socket = new Socket();
      sockets.add(socket.once('close', () => sockets.delete(socket)));
      return socket;
    },
  });
  // A connection that breaks fails the statements on it and is replaced; without listeners the process would end.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect().catch(rethrow);
      const query = async <R extends QueryResultRow>(sql: string, parameters: readonly unknown[] = []) =>
        (await client.query<R>(sql, [...parameters]).catch(rethrow)) as PostgresQueryResult<R>;
      return { query: query as PostgresPoolClient['query'], release: () => client.release() };
    },
    end: () => pool.end(),
    cutConnections() {
      for (const socket of sockets) socket.destroy(new Error('connection terminated: no answer'));
    },
  };
}

function rethrow(error: unknown): never {
  throw withAvailability(error);
}

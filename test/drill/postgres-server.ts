/** A PostgreSQL server of a laboratory's own. */
export interface PostgresServer {
  readonly url: string;
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The tools of the repository are plain JavaScript, without types. */
interface ServerTool {
  startPostgres(log: (line: string) => void): Promise<PostgresServer>;
}

export async function startPostgres(): Promise<PostgresServer> {
  const tool = (await import(
    new URL('../../tools/test/postgres-server.mjs', import.meta.url).href
  )) as ServerTool;
  return tool.startPostgres((line) => process.stderr.write(`${line}\n`));
}

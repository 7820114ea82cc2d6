import type { LogDestination } from './http/http-server.ts';
import type { TlsFiles } from './listening/tls-files.ts';
import type { Tokens } from './tokens/tokens.ts';

export interface CoordinatorOptions {
  /** Address to listen on; only programs on this machine reach the default. */
  readonly host?: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** Folder of the embedded database, and of the tokens. Created when it is not there. */
  readonly dataFolder?: string;
  /** Connection URL of a PostgreSQL server; the database is then there instead of in the folder. */
  readonly databaseUrl?: string;
  /** What compute nodes of other coordinators on the same database are told to connect to; by default its URL. */
  readonly advertisedUrl?: (port: number) => string;
  /** Folder of the built dashboard. */
  readonly dashboardFolder?: string;
  /** Fixed ones; by default those of `tokenFile`. */
  readonly tokens?: Tokens;
  /** Holds the tokens, and is looked at for others while the coordinator runs; by default `tokens.json` of the data folder. */
  readonly tokenFile?: string;
  /** With them HTTP and sockets are encrypted. Read again when they change. */
  readonly tls?: TlsFiles;
  /** Where log lines (JSON, one event a line) go; false for nowhere. By default to standard error. */
  readonly logger?: LogDestination | false;
  /** How long a node that lost its connection may take to come back to its runs. */
  readonly nodeGraceMilliseconds?: number;
  /** The same after a restart of the coordinator, when every node has to come back. */
  readonly restartGraceMilliseconds?: number;
  /** HTTP requests from one address; more are refused for the rest of the minute. */
  readonly requestsPerMinute?: number;
  /** Called once when the store is gone for good, or other versions work on it; the coordinator can only be closed then. */
  readonly onStoreLost?: (reason: Error) => void;
}

export const DEFAULTS = {
  host: '127.0.0.1',
  nodeGraceMilliseconds: 5_000,
  restartGraceMilliseconds: 10_000,
  requestsPerMinute: 1_200,
} as const;

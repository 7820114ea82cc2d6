import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createCoordinator,
  FolderInUseError,
  keepHeapSmall,
  TlsFilesError,
  TokenFileError,
  type Coordinator,
  type LogLevel,
  type TlsFiles,
} from '@crossover/coordinator';
import { FailureError, UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import { listenForInterruption } from '../terminal/interruption.ts';
import { note } from '../terminal/output.ts';
import { reachableUrl } from './addresses.ts';
import { dashboardFolder } from './dashboard-folder.ts';
import { choosePort } from './free-port.ts';
import { readLabRecord, removeLabRecord, writeLabRecord } from './lab-record.ts';
import { LogFile } from './log-file.ts';

/** The port that people find the laboratory on when nothing else is said. */
export const usualPort = 4280;

export interface ServingOptions {
  readonly host: string;
  readonly port?: number | undefined;
  readonly data: string;
  readonly database?: string | undefined;
  /** What compute nodes of other coordinators on the same database are told. */
  readonly advertise?: string | undefined;
  /** File of the tokens; in the data folder by default. */
  readonly tokens?: string | undefined;
  readonly tls?: TlsFiles | undefined;
  readonly logLevel: LogLevel;
}

/**
 * Runs a coordinator until Ctrl-C or SIGTERM; the second one ends the process at once. Its log goes to a
 * file in the data folder.
 *
 * @param whileServing called when it serves; what it returns is awaited before the coordinator is closed
 * @throws FailureError when the port is taken or the store is lost
 */
export async function serveUntilStopped(
  options: ServingOptions,
  whileServing: (coordinator: Coordinator) => Promise<() => Promise<void>>,
): Promise<void> {
  // A terminal has written ^C into the line of the progress.
  const interruption = listenForInterruption(() =>
    note(`${process.stderr.isTTY ? '\n' : ''}${messages.stopping()}`),
  );
  const storeLost = Promise.withResolvers<never>();
  // It may be lost while nobody awaits this promise yet.
  storeLost.promise.catch(() => undefined);
  try {
    const coordinator = await open(options, (reason) =>
      storeLost.reject(new FailureError(reason.message, { cause: reason })),
    );
    try {
      // Opening the store cannot be broken off: somebody may have lost patience by now.
      if (interruption.signal.aborted) return;
      const stop = await whileServing(coordinator);
      await Promise.race([interruption.happened, storeLost.promise]).finally(stop);
    } finally {
      await coordinator.close();
      removeLabRecord(options.data);
    }
  } finally {
    interruption.dispose();
  }
}

async function open(
  { host, port: asked, data, database, advertise, tokens, tls, logLevel }: ServingOptions,
  onStoreLost: (reason: Error) => void,
): Promise<Coordinator> {
  const port = await choosePort(asked, usualPort, host);
  const dashboard = dashboardFolder();
  await mkdir(data, { recursive: true, mode: 0o700 });
  keepHeapSmall();
  try {
    const coordinator = await createCoordinator({
      host,
      port,
      dataFolder: data,
      ...(database === undefined ? {} : { databaseUrl: database }),
      ...(tokens === undefined ? {} : { tokenFile: tokens }),
      ...(tls === undefined ? {} : { tls }),
      advertisedUrl: (port) => advertise ?? reachableUrl(host, port, tls === undefined ? 'http' : 'https'),
      ...(dashboard === undefined ? {} : { dashboardFolder: dashboard }),
      logger: {
        level: logLevel,
        stream: new LogFile(join(data, 'coordinator.log')),
      },
      onStoreLost,
    });
    if (asked === undefined && port !== usualPort) note(messages.otherPort(usualPort, port));
    if (dashboard === undefined) note(messages.dashboardMissing());
    writeLabRecord(data, tls === undefined ? coordinator.url : (advertise ?? coordinator.url), tokens);
    return coordinator;
  } catch (error) {
    if (error instanceof TokenFileError || error instanceof TlsFilesError)
      throw new UsageError(error.message);
    const running = error instanceof FolderInUseError ? readLabRecord(data) : null;
    if (running === null) throw error;
    throw new FailureError(messages.alreadyRunning((error as Error).message, running.url), { cause: error });
  }
}

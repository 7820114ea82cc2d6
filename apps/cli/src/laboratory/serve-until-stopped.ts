import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createCoordinator, type Coordinator } from '@crossover/coordinator';
import { FailureError } from '../errors.ts';
import * as messages from '../messages.ts';
import { listenForInterruption } from '../terminal/interruption.ts';
import { note } from '../terminal/output.ts';
import { dashboardFolder } from './dashboard-folder.ts';
import { choosePort } from './free-port.ts';
import { removeLabRecord, writeLabRecord } from './lab-record.ts';

/** The port that people find the laboratory on when nothing else is said. */
export const usualPort = 4280;

export interface ServingOptions {
  readonly host: string;
  readonly port?: number | undefined;
  readonly data: string;
  readonly database?: string | undefined;
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
  const { host, data } = options;
  const interruption = listenForInterruption(() => note(messages.stopping()));
  try {
    const port = await choosePort(options.port, usualPort, host);
    if (options.port === undefined && port !== usualPort) note(messages.otherPort(usualPort, port));
    await mkdir(data, { recursive: true, mode: 0o700 });
    const dashboard = dashboardFolder();
    if (dashboard === undefined) note(messages.dashboardMissing());
    const storeLost = Promise.withResolvers<never>();
    const coordinator = await createCoordinator({
      host,
      port,
      dataFolder: data,
      ...(options.database === undefined ? {} : { databaseUrl: options.database }),
      ...(dashboard === undefined ? {} : { dashboardFolder: dashboard }),
      logger: { stream: createWriteStream(join(data, 'coordinator.log'), { flags: 'a', mode: 0o600 }) },
      onStoreLost: (reason) => storeLost.reject(new FailureError(reason.message, { cause: reason })),
    });
    writeLabRecord(data, coordinator.url);
    const stop = await whileServing(coordinator);
    try {
      await Promise.race([interruption.happened, storeLost.promise]);
    } finally {
      await stop();
      await coordinator.close();
      removeLabRecord(data);
    }
  } finally {
    interruption.dispose();
  }
}

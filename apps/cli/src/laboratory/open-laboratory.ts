import { existsSync } from 'node:fs';
import { createCoordinator, readTokenFile, tokenFileOf } from '@crossover/coordinator';
import { healthResponseSchema } from '@crossover/protocol';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import type { CoordinatorAddress } from '../remote/coordinator-client.ts';
import { readLabRecord } from './lab-record.ts';

/** Access to the experiments of a data folder. */
export interface Laboratory {
  readonly address: CoordinatorAddress;
  close(): Promise<void>;
}

/**
 * The laboratory of a data folder: the one that runs there, or else one that is started for the moment,
 * without a compute node, on a port that only this machine reaches.
 *
 * @throws UsageError when the folder holds no laboratory
 */
export async function openLaboratory(dataFolder: string): Promise<Laboratory> {
  const running = readLabRecord(dataFolder);
  if (running !== null && (await isCoordinator(running.url))) {
    const file = running.tokens ?? tokenFileOf(dataFolder);
    const operator = readTokenFile(file)?.current.operator;
    if (operator === undefined) throw new UsageError(messages.noTokens(file));
    return { address: { url: running.url, token: operator }, close: () => Promise.resolve() };
  }
  if (!existsSync(tokenFileOf(dataFolder))) throw new UsageError(messages.noDataFolder(dataFolder));
  const coordinator = await createCoordinator({ port: 0, dataFolder, logger: false });
  const { url, tokens } = coordinator;
  return { address: { url, token: tokens.operator }, close: () => coordinator.close() };
}

/** A record may have outlived its process, and something else may listen on the port by now. */
async function isCoordinator(url: string): Promise<boolean> {
  try {
    const response = await fetch(new URL('/health', url), { signal: AbortSignal.timeout(3000) });
    return healthResponseSchema.safeParse(await response.json()).success;
  } catch {
    return false;
  }
}

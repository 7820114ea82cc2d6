import { existsSync } from 'node:fs';
import { createCoordinator, readTokenFile, TokenFileError, tokenFileOf } from '@crossover/coordinator';
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
    return { address: { url: running.url, token: operatorTokenIn(file) }, close: () => Promise.resolve() };
  }
  if (!existsSync(tokenFileOf(dataFolder))) throw new UsageError(messages.noDataFolder(dataFolder));
  const token = operatorTokenIn(tokenFileOf(dataFolder));
  const coordinator = await createCoordinator({ port: 0, dataFolder, logger: false });
  return { address: { url: coordinator.url, token }, close: () => coordinator.close() };
}

/** @throws UsageError when there is none, or others may read the file */
function operatorTokenIn(file: string): string {
  try {
    const tokens = readTokenFile(file);
    if (tokens !== undefined) return tokens.current.operator;
  } catch (error) {
    throw error instanceof TokenFileError ? new UsageError(error.message) : error;
  }
  throw new UsageError(messages.noTokens(file));
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

import type { Command } from 'commander';
import { httpUrl } from '../model/option-values.ts';
import { interruptible } from '../terminal/interruption.ts';
import type { CoordinatorAddress } from './coordinator-client.ts';
import { certificateAuthorityOption } from './certificate-authority.ts';
import { addTokenOptions, requireToken, type TokenOptions } from './token-option.ts';

/** Which coordinator a command is about: one at an address, or that of a laboratory's data folder. */
export interface CoordinatorOptions extends TokenOptions {
  readonly coordinator?: string | undefined;
  readonly data: string;
}

export function addCoordinatorOptions(command: Command, who = 'of the coordinator'): Command {
  command.option('--coordinator <url>', 'which one (default: the laboratory of --data)', httpUrl);
  return addTokenOptions(command, who)
    .addOption(certificateAuthorityOption())
    .option('--data <folder>', 'of the laboratory on this machine, running or not', '.crossover');
}

/** Does something there. A laboratory that does not run is started for the moment, without a compute node. */
export async function atCoordinator(
  { coordinator, data, ...options }: CoordinatorOptions,
  work: (address: CoordinatorAddress, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  await interruptible(async (signal) => {
    if (coordinator !== undefined) {
      await work({ url: coordinator, token: requireToken(options) }, signal);
      return;
    }
    // The coordinator brings a database along, which is not needed to ask another one.
    const { openLaboratory } = await import('../laboratory/open-laboratory.ts');
    const laboratory = await openLaboratory(data);
    try {
      await work(laboratory.address, signal);
    } finally {
      await laboratory.close();
    }
  });
}

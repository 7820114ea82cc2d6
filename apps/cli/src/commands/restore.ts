import { createReadStream, existsSync } from 'node:fs';
import type { Command } from 'commander';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import { note } from '../terminal/output.ts';

const examples = `
Examples:
  crossover restore lab.backup --data /srv/crossover
  crossover serve --data /srv/crossover

Every file and every result is compared with its digest first. A folder that has a database is left alone.
The first start makes new tokens; put the old tokens.json into the folder to keep those.
`;

/** `crossover restore`: puts what `crossover backup` has written into a data folder. */
export function addRestoreCommand(program: Command): void {
  program
    .command('restore')
    .description('put a backup into a data folder that has no database')
    .argument('<file>')
    .option('--data <folder>', 'where to put it', '.crossover')
    .addHelpText('after', examples)
    .action(async (file: string, { data }: { data: string }) => {
      if (!existsSync(file)) throw new UsageError(messages.noSuchFile(file));
      const { restoreBackup } = await import('../laboratory/data-folder.ts');
      note(messages.restored(data, await restoreBackup(createReadStream(file), data)));
    });
}

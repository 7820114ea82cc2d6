import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import { CoordinatorClient } from '../remote/coordinator-client.ts';
import {
  addCoordinatorOptions,
  atCoordinator,
  type CoordinatorOptions,
} from '../remote/coordinator-option.ts';
import { note } from '../terminal/output.ts';

const examples = `
Examples:
  crossover backup lab.backup
  crossover backup /srv/backups/$(date +%F).backup --data /srv/crossover
  CROSSOVER_TOKEN=T crossover backup lab.backup --coordinator http://lab:4280

The laboratory may be at work meanwhile. Tokens are not in the file. On a PostgreSQL server use pg_dump.
`;

/** `crossover backup`: everything that a laboratory has in its embedded store, as one file. */
export function addBackupCommand(program: Command): void {
  const command = program
    .command('backup')
    .description('write everything that a laboratory holds into one file')
    .argument('<file>');
  addCoordinatorOptions(command, "the coordinator's token for operators")
    .addHelpText('after', examples)
    .action(async (file: string, options: CoordinatorOptions) => {
      if (existsSync(file)) throw new UsageError(messages.fileExists(file));
      const { backUpFolder, checkBackup, FolderInUseError } = await import('../laboratory/data-folder.ts');
      const keep = (archive: Readable) =>
        writeChecked(archive, file, (written) => checkBackup(written, null));
      if (options.coordinator === undefined) {
        try {
          return await keep(await backUpFolder(options.data));
        } catch (error) {
          // It is at work: then it makes the backup itself.
          if (!(error instanceof FolderInUseError)) throw error;
        }
      }
      await atCoordinator(options, async (address, signal) =>
        keep(await new CoordinatorClient(address).backup(signal)),
      );
    });
}

/** The file gets its name only when what is on the disk has been read again and is whole. */
async function writeChecked(
  archive: Readable,
  file: string,
  check: (written: Readable) => Promise<unknown>,
): Promise<void> {
  const part = `${file}.part`;
  try {
    await pipeline(archive, createWriteStream(part, { mode: 0o600, flush: true }));
    await check(createReadStream(part));
    const { size } = await stat(part);
    await rename(part, file);
    note(messages.backedUp(file, size));
  } finally {
    await rm(part, { force: true });
  }
}

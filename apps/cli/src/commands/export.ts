import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Option, type Command } from 'commander';
import { RESULT_FORMATS, type ResultFormat } from '@crossover/protocol';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import { httpUrl } from '../model/option-values.ts';
import { CoordinatorClient, type CoordinatorAddress } from '../remote/coordinator-client.ts';
import { findExperiment } from '../remote/find-experiment.ts';
import { requireToken, tokenOption } from '../remote/token-option.ts';
import { interruptible } from '../terminal/interruption.ts';
import { writeOut } from '../terminal/output.ts';

interface ExportOptions {
  readonly format: ResultFormat;
  readonly out?: string | undefined;
  readonly coordinator?: string | undefined;
  readonly token?: string | undefined;
  readonly data: string;
}

const examples = `
Examples:
  crossover export crossover --format csv --out crossover.csv
  crossover export paper/fig3 --format npz --out fig3.npz
  crossover export paper/fig3 --coordinator http://lab:4280 --token T > fig3.json

EXPERIMENT is an id or a name; of several with one name the newest is taken. Only finished runs are there.
`;

/** `crossover export`: the results of an experiment as JSON, CSV, NumPy archive or Parquet. */
export function addExportCommand(program: Command): void {
  program
    .command('export')
    .description('write the results of an experiment as JSON, CSV, NumPy archive or Parquet')
    .argument('<experiment>')
    .addOption(new Option('--format <format>', 'of the results').choices(RESULT_FORMATS).default('json'))
    .option('--out <file>', 'instead of stdout')
    .option('--coordinator <url>', 'where the experiment is (default: the laboratory of --data)', httpUrl)
    .addOption(tokenOption('of the coordinator'))
    .option('--data <folder>', 'of the laboratory on this machine, running or not', '.crossover')
    .addHelpText('after', examples)
    .action(async (wanted: string, options: ExportOptions) => {
      const isText = options.format === 'json' || options.format === 'csv';
      if (!isText && options.out === undefined && process.stdout.isTTY) {
        throw new UsageError(messages.bytesForTerminal(options.format));
      }
      await interruptible(async (signal) => {
        if (options.coordinator !== undefined) {
          const address = { url: options.coordinator, token: requireToken(options.token) };
          await exportFrom(address, wanted, options, signal);
          return;
        }
        // The coordinator brings a database along, which is not needed to ask another one.
        const { openLaboratory } = await import('../laboratory/open-laboratory.ts');
        const laboratory = await openLaboratory(options.data);
        try {
          await exportFrom(laboratory.address, wanted, options, signal);
        } finally {
          await laboratory.close();
        }
      });
    });
}

async function exportFrom(
  address: CoordinatorAddress,
  wanted: string,
  { format, out }: ExportOptions,
  signal: AbortSignal,
): Promise<void> {
  const client = new CoordinatorClient(address);
  const { id } = findExperiment(await client.experiments(), wanted);
  const results = await client.results(id, format, signal);
  if (out === undefined) await copyToStdout(results);
  else await copyToFile(results, out);
}

async function copyToStdout(results: Readable): Promise<void> {
  for await (const piece of results) await writeOut(piece as Uint8Array);
}

/** Through a file of another name: an export that breaks off leaves nothing that looks complete. */
async function copyToFile(results: Readable, file: string): Promise<void> {
  try {
    await pipeline(results, createWriteStream(`${file}.part`));
    await rename(`${file}.part`, file);
  } finally {
    await rm(`${file}.part`, { force: true });
  }
}

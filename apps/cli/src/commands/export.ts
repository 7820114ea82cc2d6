import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Option, type Command } from 'commander';
import { RESULT_FORMATS, type ResultFormat } from '@crossover/protocol';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import { CoordinatorClient, type CoordinatorAddress } from '../remote/coordinator-client.ts';
import {
  addCoordinatorOptions,
  atCoordinator,
  type CoordinatorOptions,
} from '../remote/coordinator-option.ts';
import { findExperiment } from '../remote/find-experiment.ts';
import { writeOut } from '../terminal/output.ts';

interface ExportOptions extends CoordinatorOptions {
  readonly format: ResultFormat;
  readonly out?: string | undefined;
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
  const command = program
    .command('export')
    .description('write the results of an experiment as JSON, CSV, NumPy archive or Parquet')
    .argument('<experiment>')
    .addOption(new Option('--format <format>', 'of the results').choices(RESULT_FORMATS).default('json'))
    .option('--out <file>', 'instead of stdout');
  addCoordinatorOptions(command)
    .addHelpText('after', examples)
    .action(async (wanted: string, options: ExportOptions) => {
      const isText = options.format === 'json' || options.format === 'csv';
      if (!isText && options.out === undefined && process.stdout.isTTY) {
        throw new UsageError(messages.bytesForTerminal(options.format));
      }
      await atCoordinator(options, (address, signal) => exportFrom(address, wanted, options, signal));
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

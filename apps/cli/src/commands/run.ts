import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { presetNames } from '@crossover/experiments';
import { prioritySchema, type Priority } from '@crossover/protocol';
import { UsageError } from '../errors.ts';
import { jsonReporter } from '../local/json-reporter.ts';
import { runLocally } from '../local/run-locally.ts';
import { silentReporter, type RunReporter } from '../local/run-reporter.ts';
import * as messages from '../messages.ts';
import { commandLineOf } from '../model/command-line-of.ts';
import { httpUrl, positiveInteger, share } from '../model/option-values.ts';
import { addExperimentOptions, readExperiment, type ExperimentOptions } from '../model/read-experiment.ts';
import { certificateAuthorityOption } from '../remote/certificate-authority.ts';
import { addTokenOptions, lastingAddress, type TokenOptions } from '../remote/token-option.ts';
import { runRemotely } from '../remote/run-remotely.ts';
import { interruptible } from '../terminal/interruption.ts';
import { note, writeOut } from '../terminal/output.ts';
import { terminalReporter } from '../terminal/terminal-reporter.ts';

interface RunOptions extends ExperimentOptions, TokenOptions {
  readonly local?: true | undefined;
  readonly coordinator?: string | undefined;
  readonly priority?: Priority | undefined;
  readonly verify?: number | undefined;
  readonly threads?: number | undefined;
  readonly out?: string | undefined;
  readonly json?: true | undefined;
  readonly quiet?: true | undefined;
}

const examples = `
Presets: ${presetNames.join(', ')}

Examples:
  crossover run crossover                     on this machine, into crossover-results/crossover
  crossover run paper/fig3 --quick --out fig3 --threads 4
  crossover run paper/fig3 --d 300,1000 --noise 1e-2 --replicas 8 --out mine
  crossover run sweep.yaml --coordinator http://lab:4280 --token T --verify 0.1
  crossover run --p0 8 --k 4 --d 100,1000 --kappa 0 --delta 0.5 --gamma0 8 --noise 1e-3 --t-max 100

On this machine DIR has data (CSV, JSON, Parquet, NumPy), figures (SVG, PNG, Vega-Lite), provenance and references; a
repeated command skips what is finished and goes on where it was interrupted.
`;

/** `crossover run`: a whole experiment, on this machine or on a coordinator's nodes. */
export function addRunCommand(program: Command): void {
  const command = program
    .command('run')
    .description('run an experiment: a preset, or the one in a YAML or JSON file, as options change it');
  addExperimentOptions(command)
    .option('--local', 'on the threads of this machine (the default)')
    .option('--coordinator <url>', 'submit it to this coordinator and follow it', httpUrl);
  addTokenOptions(command, 'operator token of the coordinator')
    .addOption(certificateAuthorityOption())
    .addOption(
      new Option('--priority <priority>', 'there, beside other experiments').choices(prioritySchema.options),
    )
    .option('--verify <share>', 'of its runs there that two nodes compute and compare bit for bit', share)
    .option('--threads <integer>', 'runs at the same time (default: all cores)', positiveInteger)
    .option('--out <folder>', 'for the results (default: crossover-results/NAME)')
    .option('--json', 'events on stdout, one JSON object a line, instead of progress on stderr')
    .option('--quiet', 'no progress on stderr')
    .addHelpText('after', examples)
    .action(async (name: string | undefined, options: RunOptions) => {
      refuseContradictions(options);
      const experiment = readExperiment(name, options);
      const { coordinator: url, priority, verify } = options;
      const summary = await interruptible(async (signal) =>
        url === undefined
          ? runLocally({
              experiment,
              command: commandLineOf(command),
              out: options.out ?? join('crossover-results', experiment.name.replaceAll('/', '-')),
              threads: options.threads ?? availableParallelism(),
              signal,
              reporter: reporterOf(experiment.name, options),
            })
          : runRemotely(lastingAddress(url, options, note), experiment, { priority, verify }, signal),
      );
      const line = options.json === true ? { event: 'end', ...summary } : summary;
      await writeOut(`${JSON.stringify(line)}\n`);
    });
}

function reporterOf(experiment: string, { json, quiet }: RunOptions): RunReporter {
  if (json === true) return jsonReporter(experiment, (line) => void process.stdout.write(line));
  return quiet === true ? silentReporter : terminalReporter(experiment);
}

function refuseContradictions(options: RunOptions): void {
  const { coordinator, local, threads, out, json, priority, verify } = options;
  if (coordinator === undefined) {
    if (priority !== undefined) throw new UsageError(messages.optionNeedsCoordinator('--priority'));
    if (verify !== undefined) throw new UsageError(messages.optionNeedsCoordinator('--verify'));
    return;
  }
  if (json === true) throw new UsageError(messages.optionNeedsLocal('--json'));
  if (local === true) throw new UsageError(messages.localAndCoordinator());
  if (threads !== undefined) throw new UsageError(messages.optionNeedsLocal('--threads'));
  if (out !== undefined) throw new UsageError(messages.optionNeedsLocal('--out'));
}

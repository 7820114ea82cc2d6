import { availableParallelism } from 'node:os';
import { Option, type Command } from 'commander';
import { createThreadPool } from '@crossover/compute-node';
import type { RunResult } from '@crossover/experiments';
import { formatSimulation } from '../curves/simulation-output.ts';
import { executeRuns } from '../local/execute-runs.ts';
import { addModelOptions, outputFormat, readRun, type ModelOptions } from '../model/model-options.ts';
import { addNetworkOptions, readNetworkOptions, type NetworkOptions } from '../model/network-options.ts';
import { positiveInteger, realNumber } from '../model/option-values.ts';
import {
  addSimulationOptions,
  readSimulationOptions,
  type SimulationOptions,
} from '../model/simulation-options.ts';
import { interruptible } from '../terminal/interruption.ts';
import { writeOut } from '../terminal/output.ts';
import { terminalReporter } from '../terminal/terminal-reporter.ts';

interface SimulateOptions extends ModelOptions, NetworkOptions, SimulationOptions {
  readonly d: number;
  readonly replicas: number;
  readonly engine: 'auto' | 'projected' | 'direct';
  readonly threads?: number | undefined;
}

const examples = `
Examples:
  crossover simulate --p0 8 --k 4 --d 100 --kappa 0 --delta 0.5 --gamma0 8 --noise 1e-3 --t-max 10
  crossover simulate --p0 8 --k 4 --d 100 --kappa 0 --delta 0 --gamma0 8 --noise 1e-3 \\
                     --times 0,1,10 --replicas 8 --threads 4 --format csv
  crossover simulate --p0 8 --k 4 --d 100 --kappa 0 --delta 0 --gamma0 2 --noise 0 --t-max 100 \\
                     --activation relu --batch 5 --second-layer-rate 1 --initial sphere
`;

/** `crossover simulate`: stochastic gradient descent itself, in replicas, on all cores. */
export function addSimulateCommand(program: Command): void {
  const command = program
    .command('simulate')
    .description('simulate stochastic gradient descent for one model');
  addSimulationOptions(addNetworkOptions(addModelOptions(command)))
    .requiredOption('--d <integer>', 'input dimension', realNumber)
    .option('--replicas <integer>', 'independent runs from the same start', positiveInteger, 1)
    .addOption(
      new Option('--engine <name>', 'projected costs the same for every d, direct holds all weights')
        .choices(['auto', 'projected', 'direct'])
        .default('auto'),
    )
    .option('--threads <integer>', 'runs at the same time (default: all cores)', positiveInteger)
    .addHelpText('after', examples)
    .action(async (options: SimulateOptions) => {
      const { engine, replicas } = options;
      const network = readNetworkOptions(options);
      const simulation = readSimulationOptions(options, options.d);
      const model = { ...network, fields: { ...network.fields, ...simulation.fields } };
      const runs = Array.from({ length: replicas }, (_, replica) =>
        readRun(options, { kind: 'simulation', engine, replica }, model),
      );
      const threads = Math.min(options.threads ?? availableParallelism(), replicas);
      const pool = createThreadPool({ threads });
      const results = new Map<string, RunResult>();
      await interruptible((signal) =>
        executeRuns({
          runs: runs.map((specification, index) => ({
            id: String(index),
            specification,
            checkpoint: null,
            inputs: simulation.rows,
          })),
          pool,
          signal,
          reporter: terminalReporter('simulation'),
          onResult: ({ id }, result) => void results.set(id, result),
        }),
      ).finally(() => pool.close());
      const [first, ...rest] = runs.map((_, index) => results.get(String(index)) as RunResult);
      await writeOut(formatSimulation([first, ...rest], outputFormat(options)));
    });
}

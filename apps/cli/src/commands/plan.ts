import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { planExperiment } from '@crossover/experiments';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import { httpUrl, positiveInteger } from '../model/option-values.ts';
import { addExperimentOptions, readExperiment, type ExperimentOptions } from '../model/read-experiment.ts';
import { measureSecondsPerWork } from '../plan/machine-speed.ts';
import { workforceOf } from '../plan/node-speeds.ts';
import { planData, planText, type Workforce } from '../plan/plan-output.ts';
import { CoordinatorClient } from '../remote/coordinator-client.ts';
import { certificateAuthorityOption } from '../remote/certificate-authority.ts';
import { addTokenOptions, requireToken, type TokenOptions } from '../remote/token-option.ts';
import { writeOut } from '../terminal/output.ts';

interface PlanOptions extends ExperimentOptions, TokenOptions {
  readonly threads?: number | undefined;
  readonly out?: string | undefined;
  readonly coordinator?: string | undefined;
  readonly json?: true | undefined;
}

const examples = `
Examples:
  crossover plan paper/fig4b
  crossover plan paper/fig4b --d 100,1000 --replicas 8 --threads 8
  crossover plan sweep.yaml --json
  crossover plan sweep.yaml --coordinator http://lab:4280 --token T

Nothing is started. What is finished in the folder of the results (--out), or at the coordinator, is not counted again.
`;

/** `crossover plan`: what an experiment will take, before it is run. */
export function addPlanCommand(program: Command): void {
  const command = program
    .command('plan')
    .description('print the runs of an experiment with their steps, time and memory, and start nothing');
  addExperimentOptions(command)
    .option('--threads <integer>', 'of this machine (default: all cores)', positiveInteger)
    .option('--out <folder>', 'of results that may be there already (default: crossover-results/NAME)')
    .option('--coordinator <url>', 'plan for the nodes that are connected to it now', httpUrl);
  addTokenOptions(command, 'of the coordinator')
    .addOption(certificateAuthorityOption())
    .option('--json', 'for programs')
    .addHelpText('after', examples)
    .action(async (name: string | undefined, options: PlanOptions) => {
      const experiment = readExperiment(name, options);
      const folder = options.out ?? join('crossover-results', experiment.name.replaceAll('/', '-'));
      const client = coordinatorOf(options);
      const finished = new Set(await client?.finishedRuns({ specification: { ...experiment } }));
      const plan = planExperiment(experiment, (identity) =>
        client === null ? existsSync(join(folder, 'runs', `${identity}.json`)) : finished.has(identity),
      );
      const workforce = await (client === null ? thisMachine(options) : nodesOf(client, options));
      await writeOut(
        options.json === true
          ? `${JSON.stringify(planData(experiment.name, plan, workforce))}\n`
          : planText(experiment.name, plan, workforce),
      );
    });
}

function coordinatorOf({ coordinator: url, threads, ...options }: PlanOptions): CoordinatorClient | null {
  if (url === undefined) return null;
  if (threads !== undefined) throw new UsageError(messages.optionNeedsLocal('--threads'));
  return new CoordinatorClient({ url, token: requireToken(options) });
}

async function thisMachine({ threads = availableParallelism() }: PlanOptions): Promise<Workforce> {
  const name = `${threads} ${threads === 1 ? 'thread' : 'threads'} of this machine`;
  return { threads, secondsPerWork: await measureSecondsPerWork(), name };
}

async function nodesOf(client: CoordinatorClient, { coordinator = '' }: PlanOptions): Promise<Workforce> {
  const nodes = (await client.nodes()).filter(({ connected }) => connected);
  if (!nodes.some(({ state, threads }) => state === 'active' && threads > 0))
    throw new UsageError(messages.noNodes(coordinator));
  return workforceOf(nodes, await measureSecondsPerWork());
}

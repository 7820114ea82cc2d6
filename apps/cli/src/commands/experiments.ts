import { Argument, type Command } from 'commander';
import { prioritySchema, type ExperimentSummary, type Priority } from '@crossover/protocol';
import * as messages from '../messages.ts';
import { CoordinatorClient, type ExperimentOrder } from '../remote/coordinator-client.ts';
import {
  addCoordinatorOptions,
  atCoordinator,
  type CoordinatorOptions,
} from '../remote/coordinator-option.ts';
import { experimentLine } from '../remote/experiment-line.ts';
import { experimentTable } from '../remote/experiment-table.ts';
import { findExperiment } from '../remote/find-experiment.ts';
import { note, writeOut } from '../terminal/output.ts';

interface ControlOptions extends CoordinatorOptions {
  readonly json?: true | undefined;
}

const footnote = `
EXPERIMENT is an id or a name; of several with one name the newest is taken. Done twice it is the same as once.
`;

/** `crossover experiments`, `pause`, `resume`, `cancel`, `retry`, `priority`, `remove`. */
export function addExperimentCommands(program: Command): void {
  addList(program);
  addOrder(program, 'pause', 'give out nothing more of an experiment; what computes goes on to its end');
  addOrder(program, 'resume', 'go on with an experiment that was paused or cancelled, from its checkpoints');
  addCancel(program);
  addOrder(program, 'retry', 'try the failed runs of an experiment again');
  addPriority(program);
  addRemove(program);
}

function addList(program: Command): void {
  const command = program
    .command('experiments')
    .description('list the experiments of a coordinator, the newest first')
    .option('--json', 'as one line of JSON');
  addCoordinatorOptions(command).action(async ({ json, ...where }: ControlOptions) => {
    await atCoordinator(where, async (address) => {
      const experiments = await new CoordinatorClient(address).experiments();
      await writeOut(json === true ? `${JSON.stringify(experiments)}\n` : experimentTable(experiments));
    });
  });
}

function addOrder(program: Command, verb: 'pause' | 'resume' | 'retry', description: string): void {
  controlCommand(program, verb, description).action(async (wanted: string, options: ControlOptions) => {
    await steer(wanted, options, (experimentId) => ({ verb, experimentId }));
  });
}

function addCancel(program: Command): void {
  controlCommand(program, 'cancel', 'stop the runs of an experiment, each after a last checkpoint')
    .option('--now', 'at once: what was done since the last checkpoints is lost')
    .action(async (wanted: string, { now, ...options }: ControlOptions & { now?: true }) => {
      await steer(wanted, options, (experimentId) => ({ verb: 'cancel', experimentId, now: now ?? false }));
    });
}

function addPriority(program: Command): void {
  controlCommand(program, 'priority', 'give an experiment another weight beside others: 1, 4 or 16')
    .addArgument(new Argument('<priority>').choices(prioritySchema.options))
    .action(async (wanted: string, priority: Priority, options: ControlOptions) => {
      await steer(wanted, options, (experimentId) => ({ verb: 'priority', experimentId, priority }));
    });
}

function addRemove(program: Command): void {
  const description = 'stop an experiment and delete it, with the results that belong to no other';
  controlCommand(program, 'remove', description).action(
    async (wanted: string, { json, ...where }: ControlOptions) => {
      await atCoordinator(where, async (address) => {
        const client = new CoordinatorClient(address);
        const experiments = await client.experiments();
        const isThere = experiments.some(({ id, name }) => id === wanted || name === wanted);
        // What is gone already was perhaps removed by the same words, whose answer was lost.
        if (!isThere) note(messages.nothingToRemove(wanted));
        else await client.remove(findExperiment(experiments, wanted).id);
        if (json === true) await writeOut(`${JSON.stringify({ removed: isThere })}\n`);
      });
    },
  );
}

function controlCommand(program: Command, verb: string, description: string): Command {
  const command = program
    .command(verb)
    .description(description)
    .argument('<experiment>')
    .option('--json', 'how it stands then, as one line of JSON')
    .addHelpText('after', footnote);
  return addCoordinatorOptions(command, 'operator token of the coordinator');
}

async function steer(
  wanted: string,
  { json, ...where }: ControlOptions,
  orderFor: (experimentId: string) => ExperimentOrder,
): Promise<void> {
  await atCoordinator(where, async (address) => {
    const client = new CoordinatorClient(address);
    const { id } = findExperiment(await client.experiments(), wanted);
    const experiment = await client.steer(orderFor(id));
    await writeOut(json === true ? `${JSON.stringify(experiment)}\n` : outcome(experiment));
  });
}

const outcome = (experiment: ExperimentSummary): string =>
  `${experiment.id} is ${experiment.state}: ${experimentLine(experiment)}\n`;

import type { Command } from 'commander';
import type { NodeControl } from '@crossover/protocol';
import { CoordinatorClient } from '../remote/coordinator-client.ts';
import {
  addCoordinatorOptions,
  atCoordinator,
  type CoordinatorOptions,
} from '../remote/coordinator-option.ts';
import { findNode } from '../remote/find-node.ts';
import { nodeLine, nodeTable } from '../remote/node-table.ts';
import { writeOut } from '../terminal/output.ts';

interface ControlOptions extends CoordinatorOptions {
  readonly json?: true | undefined;
}

const footnote = `
NODE is an id or a name, as "crossover nodes" lists them. Done twice it is the same as once.
`;

/** `crossover nodes`, `drain`, `undrain`, `release`. */
export function addNodeCommands(program: Command): void {
  const command = program
    .command('nodes')
    .description('list the compute nodes of a coordinator')
    .option('--json', 'as one line of JSON');
  addCoordinatorOptions(command).action(async ({ json, ...where }: ControlOptions) => {
    await atCoordinator(where, async (address) => {
      const nodes = await new CoordinatorClient(address).nodes();
      await writeOut(json === true ? `${JSON.stringify(nodes)}\n` : nodeTable(nodes));
    });
  });
  addOrder(program, 'drain', 'give a node no more runs; it finishes those that it has');
  addOrder(program, 'undrain', 'give a drained node runs again');
  addOrder(program, 'release', 'take a node out of quarantine');
}

function addOrder(program: Command, verb: NodeControl['verb'], description: string): void {
  const command = program
    .command(verb)
    .description(description)
    .argument('<node>')
    .option('--json', 'how it stands then, as one line of JSON')
    .addHelpText('after', footnote);
  addCoordinatorOptions(command, 'operator token of the coordinator').action(
    async (wanted: string, { json, ...where }: ControlOptions) => {
      await atCoordinator(where, async (address) => {
        const client = new CoordinatorClient(address);
        const { id } = findNode(await client.nodes(), wanted);
        const node = await client.steerNode({ verb, nodeId: id });
        await writeOut(`${json === true ? JSON.stringify(node) : nodeLine(node)}\n`);
      });
    },
  );
}

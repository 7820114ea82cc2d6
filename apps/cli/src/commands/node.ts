import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { ConnectionRefusedError, createComputeNode, type ComputeNode } from '@crossover/compute-node';
import { FailureError, UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import { httpUrls, positiveInteger, positiveNumber } from '../model/option-values.ts';
import { certificateAuthorityOption } from '../remote/certificate-authority.ts';
import { addTokenOptions, lastingToken, type TokenOptions } from '../remote/token-option.ts';
import { listenForInterruption } from '../terminal/interruption.ts';
import { note } from '../terminal/output.ts';
import { ProgressLine } from '../terminal/progress-line.ts';

interface NodeOptions extends TokenOptions {
  readonly coordinator: readonly [string, ...string[]];
  readonly threads: number;
  readonly name?: string | undefined;
  readonly checkpointEvery?: number | undefined;
  readonly verbose?: true | undefined;
}

const examples = `
Examples:
  crossover node --coordinator http://192.168.1.10:4280 --token T
  CROSSOVER_TOKEN=T crossover node --coordinator http://lab:4280 --threads 8 --name "office, left"
  crossover node --coordinator http://lab-1:4280,http://lab-2:4280 --token-file ~/.crossover-node-token

The coordinator prints the exact command. A node waits for a coordinator that is not there yet, and comes
back after an interruption; Ctrl-C hands its runs back. A file with the token is read again at each connection:
when the token is replaced, the node goes on with the new one.
`;

const lookMilliseconds = 500;

/** `crossover node`: gives the threads of this machine to a coordinator. */
export function addNodeCommand(program: Command): void {
  const command = program
    .command('node')
    .description('join a coordinator and compute for it')
    .requiredOption(
      '--coordinator <url>',
      'where the coordinator is; of several on one database name some, separated by commas: the others make themselves known',
      httpUrls,
    );
  addTokenOptions(command, "the coordinator's token for nodes")
    .addOption(certificateAuthorityOption())
    .option('--threads <integer>', 'runs at the same time', positiveInteger, availableParallelism())
    .option('--name <name>', "shown in the dashboard (default: this machine's name)")
    .option(
      '--checkpoint-every <seconds>',
      'how much of a run may have to be repeated when this machine fails (default: 2)',
      positiveNumber,
    )
    .option('--verbose', 'tell what becomes of every run')
    .addHelpText('after', examples)
    .action(async (options: NodeOptions) => {
      const { coordinator, threads, name, checkpointEvery, verbose } = options;
      const line = new ProgressLine();
      const token = lastingToken(options, (fault) => line.note(fault));
      const interruption = listenForInterruption(() => line.note(messages.stopping()));
      const node = createComputeNode({
        coordinatorUrl: coordinator,
        token,
        threads,
        name,
        rhythm: checkpointEvery === undefined ? {} : { checkpointMilliseconds: 1000 * checkpointEvery },
        logger: {
          debug: (message) => (verbose === true ? line.note(message) : undefined),
          info: (message) => line.note(message),
          warn: (message) => line.note(message),
        },
      });
      const look = setInterval(() => line.update(statusLine(node, threads)), lookMilliseconds);
      try {
        await Promise.race([interruption.happened, node.finished]);
      } catch (error) {
        throw refusal(error);
      } finally {
        clearInterval(look);
        await node.close();
        line.clear();
        interruption.dispose();
      }
      note(messages.nodeLeft(node.status().runsFinished));
    });
}

function statusLine(node: ComputeNode, threads: number): string {
  const { busyThreads, connected, runsFinished, stepsPerSecond } = node.status();
  return [
    connected ? 'connected' : 'not connected',
    `${busyThreads} of ${threads} threads`,
    ...(stepsPerSecond > 0 ? [`${stepsPerSecond.toPrecision(2)} steps/s`] : []),
    `${runsFinished} runs finished`,
  ].join(' · ');
}

/** A wrong token is wrong usage; a coordinator of another version is a matter of installation. */
function refusal(error: unknown): unknown {
  if (!(error instanceof ConnectionRefusedError)) return error;
  const wrongToken = error.code === 'unauthorized' || error.code === 'forbidden';
  return wrongToken ? new UsageError(error.message) : new FailureError(error.message);
}

import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { CheckSelection, ConformanceReport, RequirementId } from '@crossover/conformance';
import { addTokenOptions, tokensOf, type TokenOptions } from '../conformance/token-options.ts';
import { FailureError, UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import { httpUrl, nonNegativeNumber, portNumber, positiveInteger } from '../model/option-values.ts';
import { certificateAuthorityOption } from '../remote/certificate-authority.ts';
import { interruptible } from '../terminal/interruption.ts';
import { note, writeOut } from '../terminal/output.ts';
import { ProgressLine } from '../terminal/progress-line.ts';

interface SuiteOptions {
  readonly only?: readonly RequirementId[] | undefined;
  readonly thorough?: true | undefined;
  readonly json?: true | undefined;
}

interface CoordinatorOptions extends SuiteOptions, TokenOptions {
  readonly server: string;
  readonly grace: number;
}

interface NodeOptions extends SuiteOptions {
  readonly wait?: true | undefined;
  readonly port?: number | undefined;
  readonly atOnce?: number | undefined;
}

const coordinatorExamples = `
Examples:
  crossover conformance coordinator --server http://127.0.0.1:4280 --tokens .crossover/tokens.json
  crossover conformance coordinator --server http://lab:4280 --tokens tokens.json --only C-26,C-39 --json

The coordinator must be idle and without nodes. The suite's experiments are named conformance-…; they are
removed at the end. docs/protocol.md says what the numbers mean.
`;

const nodeExamples = `
Examples:
  crossover conformance node -- crossover node --coordinator {url} --threads 1
  crossover conformance node --only N-9,N-17 -- ./my-node --join {url} --secret {token}
  crossover conformance node --wait --port 4290

{url} and {token} are filled in; CROSSOVER_COORDINATOR and CROSSOVER_TOKEN are in the environment of the
command. It is started anew for each check, and stopped with SIGTERM. docs/protocol.md says what the numbers mean.
`;

/** `crossover conformance`: whether a coordinator or a node keeps the protocol. */
export function addConformanceCommand(program: Command): void {
  const conformance = program
    .command('conformance')
    .description('check whether a coordinator or a node keeps the protocol');
  addCoordinatorCommand(conformance);
  addNodeCommand(conformance);
}

function addCoordinatorCommand(conformance: Command): void {
  const command = conformance
    .command('coordinator')
    .description('play nodes and viewers against a coordinator that is running')
    .requiredOption('--server <url>', 'where the coordinator is', httpUrl)
    .addOption(certificateAuthorityOption())
    .option(
      '--grace <seconds>',
      'for which the coordinator waits for a node that is lost',
      nonNegativeNumber,
      5,
    );
  addTokenOptions(addSuiteOptions(command))
    .addHelpText('after', coordinatorExamples)
    .action(async ({ server, grace, only, thorough, json, ...tokens }: CoordinatorOptions) => {
      const given = tokensOf(tokens);
      const { checkCoordinator } = await import('../conformance/suite.ts');
      await report(json, (progress) =>
        checkCoordinator({
          url: server,
          ...given,
          graceMilliseconds: 1000 * grace,
          only,
          thorough,
          ...progress,
        }),
      );
    });
}

function addNodeCommand(conformance: Command): void {
  const command = conformance
    .command('node')
    .description('play a coordinator for a node that the command starts')
    .argument('[command...]', 'after --, with {url} and {token} where they belong')
    .option('--wait', 'for a node that somebody starts by hand, instead of a command')
    .option(
      '--port <integer>',
      'on 127.0.0.1, where the node is waited for (default: a free one)',
      portNumber,
    )
    .option('--at-once <integer>', 'checks played side by side (default: 2)', positiveInteger);
  addSuiteOptions(command)
    .addHelpText('after', nodeExamples)
    .action(async (words: readonly string[], options: NodeOptions) => {
      const { wait = false, port, atOnce, only, thorough, json } = options;
      if (wait === words.length > 0) throw new UsageError(messages.commandOrWait());
      const { checkNode } = await import('../conformance/suite.ts');
      const byHand = startedByHand();
      await report(json, (progress) =>
        checkNode({
          start: wait ? byHand : words,
          startsAnew: !wait,
          // Somebody has to read it and type a command.
          ...(wait ? { connectMilliseconds: 10 * 60_000 } : {}),
          port,
          atOnce,
          only,
          thorough,
          ...progress,
        }),
      );
    });
}

function addSuiteOptions(command: Command): Command {
  return command
    .option('--only <numbers>', 'of obligations, separated by commas: plays what shows these', numbers)
    .option('--thorough', 'also what takes half a minute')
    .option('--json', 'the report as one line of JSON');
}

/** Tells a person once where to join. */
function startedByHand() {
  let isTold = false;
  return ({ url, token }: { readonly url: string; readonly token: string }) => {
    if (!isTold) note(messages.joinSuite(url, token));
    isTold = true;
    return Promise.resolve({});
  };
}

/** Carries out a suite, which Ctrl-C may end, and writes what it has found. */
async function report(
  json: true | undefined,
  check: (progress: Pick<CheckSelection, 'onCheck' | 'signal'>) => Promise<ConformanceReport>,
): Promise<void> {
  const { formatReport } = await import('../conformance/suite.ts');
  const line = new ProgressLine();
  const onCheck = (name: string) => line.update(name);
  const found = await interruptible((signal) => check({ onCheck, signal })).finally(() => line.clear());
  await writeOut(json === true ? `${JSON.stringify(found)}\n` : formatReport(found));
  if (!found.conforms) throw new FailureError(messages.doesNotConform(found.subject));
}

function numbers(text: string): RequirementId[] {
  return text.split(',').map((word) => {
    const number = word.trim().toUpperCase();
    if (!/^[CN]-\d+$/.test(number)) throw new InvalidArgumentError(messages.notARequirement());
    return number as RequirementId;
  });
}

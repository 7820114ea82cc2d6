import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { createComputeNode } from '@crossover/compute-node';
import type { Coordinator, LogLevel } from '@crossover/coordinator';
import { findPreset } from '@crossover/experiments';
import { dashboardAddress } from '../laboratory/addresses.ts';
import { logLevelOption } from '../laboratory/log-level-option.ts';
import { labLine } from '../laboratory/lab-line.ts';
import { openBrowser } from '../laboratory/open-browser.ts';
import * as messages from '../messages.ts';
import { portNumber, positiveInteger } from '../model/option-values.ts';
import { hasEnded } from '../remote/follow-experiment.ts';
import { note, writeOut } from '../terminal/output.ts';
import { ProgressLine } from '../terminal/progress-line.ts';

interface LabOptions {
  readonly port?: number | undefined;
  readonly data: string;
  readonly threads: number;
  readonly open: boolean;
  readonly logLevel: LogLevel;
}

const examples = `
Examples:
  crossover lab
  crossover lab --port 5000 --data ~/lab --threads 4 --no-open

The page's address is printed with its token; whoever has it can use the laboratory.
Ctrl-C stops it cleanly; the next start goes on where it was.
`;

const lookMilliseconds = 250;

/** `crossover lab`: a coordinator, one compute node with all cores, and the dashboard, in one process. */
export function addLabCommand(program: Command): void {
  program
    .command('lab')
    .description('the whole laboratory on this machine, with its page in the browser')
    .option('--port <integer>', 'of the page (default: 4280 or the next free one)', portNumber)
    .option('--data <folder>', 'where experiments and results are kept', '.crossover')
    .option('--threads <integer>', 'runs at the same time', positiveInteger, availableParallelism())
    .option('--no-open', 'do not open a browser')
    .addOption(logLevelOption())
    .addHelpText('after', examples)
    .action(async ({ port, data, threads, open, logLevel }: LabOptions) => {
      // The coordinator brings a database along, which the other commands need not wait for.
      const { serveUntilStopped } = await import('../laboratory/serve-until-stopped.ts');
      await serveUntilStopped({ host: '127.0.0.1', port, data, logLevel }, async (coordinator) => {
        const address = dashboardAddress(coordinator.url, coordinator.tokens.operator);
        await writeOut(`${messages.labReady(address)}\n`);
        if (open) void openBrowser(address);
        await submitDemonstration(coordinator);
        const node = createComputeNode({
          coordinatorUrl: coordinator.url,
          // It outlives the token it joins with, when that is replaced.
          token: () => coordinator.tokens.node,
          threads,
          background: true,
          nodeId: 'lab',
        });
        const stopShowing = showProgress(coordinator);
        return async () => {
          stopShowing();
          await node.close();
        };
      });
    });
}

/** An empty laboratory has nothing to look at: it begins with the default demonstration. */
async function submitDemonstration(coordinator: Coordinator): Promise<void> {
  const demonstration = findPreset('crossover');
  if (coordinator.experiments().length > 0 || demonstration === undefined) return;
  const { experiment } = await coordinator.submit(demonstration);
  note(messages.demonstrationSubmitted(experiment.title, experiment.runs.total));
}

/** Progress on stderr until the returned function is called. */
function showProgress(coordinator: Coordinator): () => void {
  const line = new ProgressLine();
  const ended = new Set(
    coordinator
      .experiments()
      .filter(hasEnded)
      .map(({ id }) => id),
  );
  const look = setInterval(() => {
    const experiments = coordinator.experiments();
    for (const experiment of experiments) {
      if (!hasEnded(experiment) || ended.has(experiment.id)) continue;
      ended.add(experiment.id);
      line.note(messages.labExperimentEnded(experiment));
    }
    const text = labLine(experiments, coordinator.nodes());
    if (text === null) line.clear();
    else line.update(text);
  }, lookMilliseconds);
  return () => {
    clearInterval(look);
    line.clear();
  };
}

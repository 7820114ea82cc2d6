import type { Command } from 'commander';
import {
  findPreset,
  formatExperiment,
  planExperiment,
  presetNames,
  scheduleLength,
} from '@crossover/experiments';
import { availableParallelism } from 'node:os';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import { measureSecondsPerWork } from '../plan/machine-speed.ts';
import { formatDuration } from '../terminal/duration.ts';
import { writeOut } from '../terminal/output.ts';

const examples = `
Examples:
  crossover presets                             what there is, and how long it takes here
  crossover presets paper/fig3 > mine.yaml      a copy to change; crossover run mine.yaml
`;

/** `crossover presets`: the built-in experiments, or one of them as a file to start from. */
export function addPresetsCommand(program: Command): void {
  program
    .command('presets')
    .description('list the presets, or print one of them as an experiment file')
    .argument('[name]', 'left out: all of them')
    .option('--quick', 'the small profile')
    .addHelpText('after', examples)
    .action(async (name: string | undefined, { quick }: { readonly quick?: true }) => {
      if (name === undefined) {
        await writeOut(await listOfPresets());
        return;
      }
      const experiment = findPreset(name, quick === true ? 'quick' : 'full');
      if (experiment === undefined) throw new UsageError(messages.unknownPreset(name, presetNames));
      await writeOut(formatExperiment(experiment));
    });
}

async function listOfPresets(): Promise<string> {
  const secondsPerWork = await measureSecondsPerWork();
  const threads = availableParallelism();
  const sizeOf = (name: string, profile: 'full' | 'quick'): [runs: string, time: string] => {
    const experiment = findPreset(name, profile);
    if (experiment === undefined) return ['–', '–'];
    const { runs, points } = planExperiment(experiment);
    const jobs = points.flatMap((point) => point.jobs);
    return [String(runs), formatDuration(scheduleLength(jobs, threads) * secondsPerWork)];
  };
  const rows = presetNames.map((name) => [
    name,
    ...sizeOf(name, 'full'),
    ...sizeOf(name, 'quick'),
    findPreset(name)?.title ?? '',
  ]);
  const all = [['preset', 'runs', 'time', '--quick: runs', 'time', 'what it shows'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column].length)));
  return all
    .map((row) =>
      row
        .map((text, column) => {
          if (column === 0) return text.padEnd(widths[0]);
          return column < widths.length ? text.padStart(widths[column]) : text;
        })
        .join('  ')
        .trimEnd(),
    )
    .concat('', `Times are estimates for the ${threads} threads of this machine.`, '')
    .join('\n');
}

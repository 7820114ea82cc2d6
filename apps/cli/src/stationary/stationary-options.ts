import type { Command } from 'commander';
import { theoryProblem, type RunSpecification } from '@crossover/experiments';
import { modelHeading } from '../curves/table.ts';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import { outputFormat, type ModelOptions } from '../model/model-options.ts';
import { writeOut } from '../terminal/output.ts';
import { findStability, stabilityLines } from './stability-output.ts';
import { findStationary, stationaryLines } from './stationary-output.ts';

export interface StationaryOptions {
  readonly stationary?: true;
  readonly stability?: true;
}

export function addStationaryOptions(command: Command): Command {
  return command
    .option('--stationary', 'no curve, but the stationary state that it ends in, with its eigenvalues')
    .option(
      '--stability',
      'no curve, but what learning passes and what limits it: the symmetric plateau and the escape from it after ' +
        '--perturbation, the critical learning rate, the noise floor',
    );
}

export function asksForStationary({ stationary, stability }: StationaryOptions): boolean {
  return stationary === true || stability === true;
}

/** The options of a run with an output time that nobody looks at. Throws UsageError when some were asked for. */
export function withoutTimes<Options extends ModelOptions>(options: Options): Options {
  if (options.times !== undefined || options.tMax !== undefined) {
    throw new UsageError(messages.timesOfStationary());
  }
  return { ...options, times: [0] };
}

/** Computes and prints what `--stationary` and `--stability` ask for. Throws NoStationaryStateError where a curve does not settle. */
export async function printStationary(
  specification: RunSpecification,
  options: StationaryOptions & Pick<ModelOptions, 'format' | 'perturbation'>,
): Promise<void> {
  if (specification.kind !== 'theory') return;
  const format = outputFormat(options);
  if (format === 'csv') throw new UsageError(messages.csvOfStationary());
  const problem = theoryProblem(specification);
  const stationary = options.stationary === true ? findStationary(problem) : undefined;
  const stability = options.stability === true ? findStability(problem, options.perturbation) : undefined;
  if (format === 'json') {
    const timeless = { ...specification, times: undefined };
    await writeOut(`${JSON.stringify({ specification: timeless, stationary, stability })}\n`);
    return;
  }
  await writeOut(
    [
      modelHeading(specification),
      ...(stationary === undefined ? [] : stationaryLines(stationary)),
      ...(stability === undefined ? [] : stabilityLines(stability)),
      '',
    ].join('\n'),
  );
}

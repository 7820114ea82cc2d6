import { Option, type Command } from 'commander';
import { equationNames, execute, type Equations } from '@crossover/experiments';
import { bibliographyOfTheory } from '../citations/bibliography.ts';
import { addEventOptions, eventsOf, findEvents, type EventOptions } from '../events/event-options.ts';
import { formatTheory } from '../curves/theory-output.ts';
import {
  addFluctuationsOption,
  assertFluctuate,
  printFluctuations,
  type FluctuationsOption,
} from '../fluctuations/fluctuations-option.ts';
import { addModelOptions, outputFormat, readRun, type ModelOptions } from '../model/model-options.ts';
import { addNetworkOptions, readNetworkOptions, type NetworkOptions } from '../model/network-options.ts';
import { realNumber } from '../model/option-values.ts';
import {
  addStationaryOptions,
  asksForStationary,
  printStationary,
  withoutTimes,
  type StationaryOptions,
} from '../stationary/stationary-options.ts';
import { interruptible } from '../terminal/interruption.ts';
import { writeOut } from '../terminal/output.ts';
import { ProgressLine } from '../terminal/progress-line.ts';

interface TheoryOptions
  extends ModelOptions, NetworkOptions, StationaryOptions, FluctuationsOption, EventOptions {
  readonly equations: Equations;
  readonly cite?: true;
}

/** Particles have a command of their own. */
const equationsOfOverlaps = equationNames.filter((equations) => equations !== 'mean-field');

const examples = `
Examples:
  crossover theory --p0 8 --k 4 --kappa 0 --delta 0.5 --gamma0 8 --noise 1e-3 --t-max 100
  crossover theory --p0 8 --k 4 --d 1000 --kappa 0 --delta 0.5 --gamma0 8 --noise 1e-3 \\
                   --equations finite --times 0,1,10,100,1000 --format csv
  crossover theory --p0 4 --k 2 --kappa 0 --delta 0 --gamma0 1 --noise 0 --t-max 100 \\
                   --activation relu --second-layer-rate 1 --initial symmetric
  crossover theory --p0 8 --k 4 --kappa 0 --delta 0 --gamma0 8 --noise 1e-3 --t-max 1e4 --risk-below 1e-3,2e-4
  crossover theory --p0 8 --k 4 --kappa 0 --delta 0 --gamma0 8 --noise 1e-3 --stationary
`;

/** `crossover theory`: solves the ordinary differential equations of the overlaps. */
export function addTheoryCommand(program: Command): void {
  const command = program.command('theory').description('solve the equations of the theory for one model');
  addEventOptions(addFluctuationsOption(addStationaryOptions(addNetworkOptions(addModelOptions(command)))))
    .option('--d <integer>', 'input dimension; needed unless the answer does not depend on it', realNumber)
    .addOption(
      new Option(
        '--equations <which>',
        'the limit d → ∞, the finite-d terms kept, the exact mean of a step, or the gradient flow alone',
      )
        .choices(equationsOfOverlaps)
        .default('limit'),
    )
    .option('--cite', 'no curve, but the papers that it rests on, as BibTeX')
    .addHelpText('after', examples)
    .action(async (options: TheoryOptions) => {
      const { equations } = options;
      if (options.cite === true) {
        const timeless = { ...options, times: [0], tMax: undefined };
        const run = readRun(timeless, { kind: 'theory', equations }, readNetworkOptions(options));
        await writeOut(bibliographyOfTheory(run, options));
        return;
      }
      if (asksForStationary(options)) {
        const timeless = withoutTimes(options);
        const run = readRun(timeless, { kind: 'theory', equations }, readNetworkOptions(options));
        await printStationary(run, options);
        return;
      }
      const specification = readRun(options, { kind: 'theory', equations }, readNetworkOptions(options));
      const events = eventsOf(options);
      if (options.fluctuations === true) assertFluctuate(specification);
      if (events.length > 0) {
        await writeOut(await findEvents(specification, events, outputFormat(options)));
        return;
      }
      const line = new ProgressLine();
      const result = await interruptible((signal) =>
        execute(specification, {
          signal,
          onProgress: async ({ fraction }) => {
            line.update(`theory ${Math.round(100 * fraction)} %`);
            // Signals are only heard between two turns of the event loop.
            await new Promise((resolve) => setImmediate(resolve));
          },
        }).finally(() => line.clear()),
      );
      if (options.fluctuations === true) await printFluctuations(result, outputFormat(options));
      else await writeOut(formatTheory(result, outputFormat(options)));
    });
}

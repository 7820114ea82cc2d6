import { Command, CommanderError } from 'commander';
import { addConformanceCommand } from './commands/conformance.ts';
import { addExperimentCommands } from './commands/experiments.ts';
import { addBackupCommand } from './commands/backup.ts';
import { addExportCommand } from './commands/export.ts';
import { addLabCommand } from './commands/lab.ts';
import { addMeanFieldCommand } from './commands/mean-field.ts';
import { addNodeCommand } from './commands/node.ts';
import { addNodeCommands } from './commands/nodes.ts';
import { addPlanCommand } from './commands/plan.ts';
import { addPresetsCommand } from './commands/presets.ts';
import { addRegimeCommand } from './commands/regime.ts';
import { addReportCommand } from './commands/report.ts';
import { addRestoreCommand } from './commands/restore.ts';
import { addRunCommand } from './commands/run.ts';
import { addServeCommand } from './commands/serve.ts';
import { addSimulateCommand } from './commands/simulate.ts';
import { addTheoryCommand } from './commands/theory.ts';
import { addTokenCommand } from './commands/token.ts';
import { InterruptedError, UsageError } from './errors.ts';
import { exitCodes } from './exit-codes.ts';
import { packageVersion } from './package-version.ts';
import { note } from './terminal/output.ts';

const examples = `
Examples:
  crossover lab                           the laboratory on this machine, with its page
  crossover serve --host 0.0.0.0          a coordinator for several machines; prints how they join
  crossover node --coordinator http://lab:4280 --token T
  crossover regime --d 1000 --k 4 --p 8 --gamma 8 --noise 1e-3
  crossover theory --p0 8 --k 4 --kappa 0 --delta 0.5 --gamma0 8 --noise 1e-3 --t-max 100
  crossover simulate --p0 8 --k 4 --d 100 --kappa 0 --delta 0.5 --gamma0 8 --noise 1e-3 --t-max 10
  crossover plan paper/fig3               what it will take, before it is run
  crossover run paper/fig3 --out fig3     a whole experiment on this machine; resumes when repeated

Exit codes: 0 done, 1 something failed, 2 wrong usage or an impossible specification, 130 interrupted.
`;

/** Errors that say that the specification is at fault, wherever in the computation it was noticed. */
const specificationFaults: ReadonlySet<string> = new Set([
  'InvalidSpecificationError',
  'InvalidInitialConditionError',
  'NotPositiveSemidefiniteError',
  'NoDeterministicLimitError',
]);

/** The commands, their options and their help. */
export function createProgram(): Command {
  const program = new Command('crossover')
    .description('The laboratory for stochastic gradient descent in high dimension.')
    .version(packageVersion, '--version', 'print the version')
    .helpOption('--help', 'show this help')
    .addHelpText('after', examples)
    .showHelpAfterError('Add --help to see what is possible.')
    .exitOverride();
  addLabCommand(program);
  addServeCommand(program);
  addTokenCommand(program);
  addNodeCommand(program);
  addRegimeCommand(program);
  addTheoryCommand(program);
  addMeanFieldCommand(program);
  addSimulateCommand(program);
  addPresetsCommand(program);
  addPlanCommand(program);
  addRunCommand(program);
  addReportCommand(program);
  addExportCommand(program);
  addExperimentCommands(program);
  addNodeCommands(program);
  addBackupCommand(program);
  addRestoreCommand(program);
  addConformanceCommand(program);
  return program;
}

/**
 * Carries out one command line.
 *
 * @param words what follows the name of the program
 * @returns the exit code
 */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync(words, { from: 'user' });
    return exitCodes.success;
  } catch (error) {
    return report(error);
  }
}

/** Tells the person what went wrong, and the script by the exit code. */
function report(error: unknown): number {
  // Commander has already written its message.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.success : exitCodes.usage;
  if (error instanceof InterruptedError) {
    note('crossover: interrupted');
    return error.exitCode;
  }
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  note(`crossover: ${message}`);
  return error instanceof UsageError || specificationFaults.has(name) ? exitCodes.usage : exitCodes.failure;
}

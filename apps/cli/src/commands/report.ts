import { join } from 'node:path';
import type { Command } from 'commander';
import { UsageError } from '../errors.ts';
import { writeWhole } from '../files/whole-file.ts';
import * as messages from '../messages.ts';
import { httpUrl } from '../model/option-values.ts';
import { certificateAuthorityOption } from '../remote/certificate-authority.ts';
import { addTokenOptions, requireToken, type TokenOptions } from '../remote/token-option.ts';
import { interruptible } from '../terminal/interruption.ts';
import { writeOut } from '../terminal/output.ts';

interface ReportOptions extends TokenOptions {
  readonly out?: string | undefined;
  readonly coordinator?: string | undefined;
}

const examples = `
Examples:
  crossover report crossover-results/paper-fig3
  crossover report fig3 --out fig3.html
  crossover report paper/fig3 --coordinator http://lab:4280 --token T --out fig3.html

The page needs nothing but itself: figures, tables and data are inside, and it asks no server for anything.
`;

/** `crossover report`: one page about an experiment. */
export function addReportCommand(program: Command): void {
  const command = program
    .command('report')
    .description('write one self-contained HTML page about an experiment')
    .argument('<folder>', 'of "crossover run --out", or the name of an experiment on a coordinator')
    .option('--out <file>', 'default: report.html in the folder; report.html here for a coordinator')
    .option('--coordinator <url>', 'where the experiment is', httpUrl);
  addTokenOptions(command, 'of the coordinator')
    .addOption(certificateAuthorityOption())
    .addHelpText('after', examples)
    .action(async (subject: string, options: ReportOptions) => {
      const { reportOnCoordinator, reportOnFolder } = await import('../report/report-sources.ts');
      const { reportPage } = await import('../report/report-page.ts');
      const { coordinator: url } = options;
      await interruptible(async (signal) => {
        const source =
          url === undefined
            ? await reportOnFolder(subject)
            : await reportOnCoordinator({ url, token: requireToken(options) }, subject, signal);
        const out = options.out ?? (url === undefined ? join(subject, 'report.html') : 'report.html');
        const page = await reportPage(source);
        await writeWhole(out, page).catch((error: unknown) => {
          throw new UsageError(messages.unwritableFile('--out', out, (error as Error).message));
        });
        const { experiment, runs, total } = source;
        const summary = { experiment: experiment.name, out, runs: { total, finished: runs.length } };
        await writeOut(`${JSON.stringify(summary)}\n`);
      });
    });
}

import type { Command } from 'commander';
import type { LogLevel } from '@crossover/coordinator';
import { dashboardAddress, isLoopbackHost, joinCommand, reachableUrl } from '../laboratory/addresses.ts';
import { addTlsOptions, tlsFiles, type TlsOptions } from '../laboratory/tls-options.ts';
import { logLevelOption } from '../laboratory/log-level-option.ts';
import * as messages from '../messages.ts';
import { httpUrl, portNumber } from '../model/option-values.ts';
import { note, writeOut } from '../terminal/output.ts';

interface ServeOptions extends TlsOptions {
  readonly host: string;
  readonly port?: number | undefined;
  readonly data: string;
  readonly database?: string | undefined;
  readonly tokens?: string | undefined;
  readonly advertise?: string | undefined;
  readonly logLevel: LogLevel;
}

const examples = `
Examples:
  crossover serve
  crossover serve --host 0.0.0.0 --data /srv/crossover
  crossover serve --host 0.0.0.0 --tls-certificate lab.pem --tls-key lab.key --advertise https://lab.example:4280
  crossover serve --host 0.0.0.0 --database postgres://crossover@db.example/crossover

It computes nothing itself: the command that joins compute nodes is printed.
`;

/** `crossover serve`: a coordinator for the compute nodes of several machines. */
export function addServeCommand(program: Command): void {
  const command = program
    .command('serve')
    .description('a coordinator alone, for compute nodes on other machines')
    .option('--host <address>', 'to listen on; 0.0.0.0 for all of this machine', '127.0.0.1')
    .option('--port <integer>', 'to listen on (default: 4280 or the next free one)', portNumber)
    .option('--data <folder>', 'for tokens and log, and for the embedded database', '.crossover')
    .option('--database <url>', 'of a PostgreSQL server, instead of the embedded database')
    .option(
      '--tokens <file>',
      'of the tokens; several coordinators may share it (default: in the data folder)',
    )
    .option(
      '--advertise <url>',
      'where people and nodes reach this one, by a proxy or by the name in its certificate; coordinators on the same database tell it their nodes',
      httpUrl,
    )
    .addOption(logLevelOption());
  addTlsOptions(command)
    .addHelpText('after', examples)
    .action(async (options: ServeOptions) => {
      const tls = tlsFiles(options);
      if (tls === undefined && !isLoopbackHost(options.host)) note(messages.plainNetwork(options.host));
      // The coordinator brings a database along, which the other commands need not wait for.
      const { serveUntilStopped } = await import('../laboratory/serve-until-stopped.ts');
      await serveUntilStopped({ ...options, tls }, async ({ port, tokens }) => {
        const url =
          options.advertise ?? reachableUrl(options.host, port, tls === undefined ? 'http' : 'https');
        await writeOut(
          `${messages.serving({
            dashboard: dashboardAddress(url, tokens.operator),
            readOnly: dashboardAddress(url, tokens.viewer),
            join: joinCommand(url, tokens.node),
          })}\n`,
        );
        return () => Promise.resolve();
      });
    });
}

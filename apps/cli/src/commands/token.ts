import { join } from 'node:path';
import type { Command } from 'commander';
import { Argument } from 'commander';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import { nonNegativeNumber } from '../model/option-values.ts';
import { note, writeOut } from '../terminal/output.ts';

/** As the coordinator has them, which is not loaded before it is needed. */
const roles = ['viewer', 'operator', 'node'] as const;

interface TokenOptions {
  readonly data: string;
  readonly tokens?: string | undefined;
}

const examples = `
Examples:
  crossover token list --data /srv/crossover
  crossover token rotate --data /srv/crossover                   all three, the former ones end at once
  crossover token rotate node --grace 60 --data /srv/crossover   nodes have an hour to be given the new one

A running coordinator takes up the new tokens within seconds.
`;

/** `crossover token`: the tokens of a laboratory, on the machine that has its data folder. */
export function addTokenCommand(program: Command): void {
  const token = program
    .command('token')
    .description('list or replace the tokens of a laboratory on this machine')
    .addHelpText('after', examples);
  addFileOptions(token.command('list').description('who may do what, and with which token')).action(
    async (options: TokenOptions) => {
      const { readTokenFile } = await import('../laboratory/data-folder.ts');
      const file = fileOf(options);
      const found = usable(() => readTokenFile(file));
      if (found === undefined) throw new UsageError(messages.noTokens(file));
      await writeOut(messages.tokens(found.current, found.former));
    },
  );
  addFileOptions(
    token
      .command('rotate')
      .description('new tokens in place of the former ones')
      .addArgument(new Argument('[role]', 'of which (default: all)').choices(roles))
      .option('--grace <minutes>', 'how long the former ones are taken nevertheless', nonNegativeNumber, 0),
  ).action(
    async (role: (typeof roles)[number] | undefined, options: TokenOptions & { readonly grace: number }) => {
      const { readTokenFile, rotateTokens } = await import('../laboratory/data-folder.ts');
      const file = fileOf(options);
      const rotated = usable(() => {
        if (readTokenFile(file) === undefined) throw new UsageError(messages.noTokens(file));
        return rotateTokens(file, role === undefined ? roles : [role], options.grace * 60_000);
      });
      await writeOut(messages.tokens(rotated.current, rotated.former));
      note(messages.rotated(options.grace));
    },
  );
}

function addFileOptions(command: Command): Command {
  return command
    .option('--data <folder>', 'of the laboratory', '.crossover')
    .option('--tokens <file>', 'the file that "crossover serve" was given (default: in the data folder)');
}

function fileOf({ data, tokens }: TokenOptions): string {
  return tokens ?? join(data, 'tokens.json');
}

/** A file that cannot be used is for the person at the command line to mend. */
function usable<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && error.name === 'TokenFileError') throw new UsageError(error.message);
    throw error;
  }
}

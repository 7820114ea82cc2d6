import type { Command } from 'commander';

/** Options that must not be written down. */
const secret: ReadonlySet<string> = new Set(['token']);

/** A command as it was given, for the record: what came from defaults or the environment is left out, and secrets are. */
export function commandLineOf(command: Command): string {
  const options = command.options.flatMap((option) => {
    const name = option.attributeName();
    if (secret.has(name) || command.getOptionValueSource(name) !== 'cli') return [];
    const value: unknown = command.getOptionValue(name);
    return value === true ? [option.long ?? ''] : [option.long ?? '', String(value)];
  });
  return ['crossover', command.name(), ...command.args, ...options].map(quoted).join(' ');
}

/** For a POSIX shell. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const deployed = (...path: string[]): string => join(root, 'deploy', ...path);

/** A unit of systemd or its file of settings: keys with all their values. */
export function readSettings(file: string): Map<string, string[]> {
  const settings = new Map<string, string[]>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const found = /^([A-Za-z_]+)=(.*)$/.exec(line);
    if (found === null) continue;
    const [, key = '', value = ''] = found;
    settings.set(key, [...(settings.get(key) ?? []), value]);
  }
  return settings;
}

/** The words of a command line as systemd makes them: `${NAME}` is one word, `$NAME` as many as it has. */
export function wordsOf(command: string, environment: Record<string, string>): string[] {
  return command.split(' ').flatMap((word) => {
    const bare = /^\$(\w+)$/.exec(word);
    if (bare !== null) return (environment[bare[1]] ?? '').split(' ').filter((part) => part !== '');
    return [
      word
        .replaceAll(/\$\{(\w+)\}/g, (_, name: string) => environment[name] ?? '')
        .replaceAll('%H', 'this-machine'),
    ];
  });
}

/** The options that a command line gives, without their values. */
export function optionsIn(words: readonly string[]): string[] {
  return words.filter((word) => word.startsWith('--'));
}

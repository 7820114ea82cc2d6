import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Laboratory } from '../processes/laboratory.ts';
import { Program } from '../processes/program.ts';
import { freePort, waitFor } from '../processes/waiting.ts';
import { deployed, optionsIn, readSettings, root, wordsOf } from './unit-file.ts';

const UNITS = ['crossover-coordinator.service', 'crossover-node.service'];
const HOME = '/opt/crossover';
const analyze = spawnSync('systemd-analyze', ['--version']).status === 0;

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'crossover-systemd-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The command of a unit with the settings that come with it. */
function commandOf(unit: string, environment: Record<string, string>): string[] {
  const [command = ''] = readSettings(deployed('systemd', unit)).get('ExecStart') ?? [];
  return wordsOf(command, environment);
}

/** `crossover` and its options, without the place where it is installed. */
const optionsOf = (words: readonly string[]) => {
  expect(words[0]).toBe(`${HOME}/node_modules/.bin/crossover`);
  return words.slice(1);
};

describe('the units of systemd', () => {
  it.skipIf(!analyze).each(UNITS)('%s passes systemd-analyze verify', (unit) => {
    // With the paths of this place, so that the command is found.
    const text = readFileSync(deployed('systemd', unit), 'utf8').replaceAll(HOME, root);
    const file = join(folder, unit);
    writeFileSync(file, text);
    const { stderr, status } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
    const own = stderr.split('\n').filter((line) => line.includes(unit));
    expect(own).toEqual([]);
    expect(status).toBe(0);
  });

  it.each(UNITS)('%s gives only options that there are, and reads settings that are described', (unit) => {
    const settings = readSettings(deployed('systemd', unit));
    const [file = ''] = settings.get('EnvironmentFile') ?? [];
    const described = readFileSync(deployed('systemd', file.split('/').at(-1)!), 'utf8');
    const [command = ''] = settings.get('ExecStart') ?? [];
    for (const [, name] of command.matchAll(/\$\{?(\w+)/g)) expect(described).toContain(`${name}=`);
    const words = optionsOf(wordsOf(command, {}));
    const help = execFileSync(
      process.execPath,
      [join(root, 'apps/cli/bin/crossover.mjs'), words[0], '--help'],
      {
        encoding: 'utf8',
      },
    );
    for (const option of optionsIn(words)) expect(help).toContain(option);
  });
});

describe('what the units run', () => {
  let laboratory: Laboratory | undefined;
  afterEach(() => laboratory?.close());

  it('serves a coordinator until it is told to end', async () => {
    const data = join(folder, 'data');
    const port = await freePort();
    const words = optionsOf(
      commandOf('crossover-coordinator.service', {
        CROSSOVER_HOST: '127.0.0.1',
        CROSSOVER_PORT: String(port),
        CROSSOVER_OPTIONS: '',
      }),
    ).map((word) => (word === '/var/lib/crossover' ? data : word));
    const coordinator = new Program(words);
    await waitFor('the coordinator', async () => {
      const ready = await fetch(`http://127.0.0.1:${port}/ready`).catch(() => undefined);
      return ready?.ok === true ? true : undefined;
    });
    expect(await coordinator.stop('SIGTERM')).toBe(0);
  });

  it('joins a node with a token from a file, and ends with 2 when the token is wrong', async () => {
    const tokenFile = join(folder, 'node-token');
    laboratory = new Laboratory();
    await laboratory.startCoordinator();
    const { url, tokens } = laboratory;
    const words = optionsOf(
      commandOf('crossover-node.service', { CROSSOVER_COORDINATOR: url, CROSSOVER_OPTIONS: '--threads 1' }),
    ).map((word) => (word === '/etc/crossover/node-token' ? tokenFile : word));
    expect(words).toContain(tokenFile);
    writeFileSync(tokenFile, `${'x'.repeat(32)}\n`, { mode: 0o600 });
    const wrong = new Program(words);
    const { code } = await wrong.ended();
    // What RestartPreventExitStatus names.
    expect(
      readSettings(deployed('systemd', 'crossover-node.service')).get('RestartPreventExitStatus'),
    ).toEqual([String(code)]);
    writeFileSync(tokenFile, `${tokens.node}\n`);
    const node = new Program(words);
    const lab = laboratory;
    await waitFor('the node', async () => {
      const { nodes } = await lab.request<{ nodes: { name: string }[] }>('GET', '/api/nodes');
      return nodes.some(({ name }) => name === 'this-machine') ? true : undefined;
    });
    expect(await node.stop('SIGTERM')).toBe(0);
  });
});

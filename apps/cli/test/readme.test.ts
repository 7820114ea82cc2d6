import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from './crossover.ts';
import { inProcess as crossover } from './in-process.ts';
import { simulationOutput } from './output-schemas.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => (folder = temporaryFolder()));
afterAll(() => folder.remove());

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const commands = [...readme.matchAll(/```sh\n(.*?)```/gs)]
  .flatMap(([, block]) => block.trim().split('\n'))
  .map((line) => line.replace('npx crossover ', ''));

async function run(command: string): Promise<void> {
  const [words = '', file] = command.split(' > ');
  const { code, stdout, stderr } = await crossover(words, { cwd: folder.path });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).not.toBe('');
  if (file !== undefined) simulationOutput.parse(JSON.parse(stdout));
}

it('keeps the examples of the README running', async () => {
  expect(commands).toHaveLength(13);
  // Two at a time: half of it is starting a process.
  for (let index = 0; index < commands.length; index += 2) {
    await Promise.all(commands.slice(index, index + 2).map(run));
  }
});

it('describes every command and names only options that there are', async () => {
  const { stdout } = await crossover('--help');
  const named = [...stdout.matchAll(/^ {2}([a-z-]+)(?: \[options\])/gm)].map(([, name]) => name);
  expect(named).toEqual([
    'lab',
    'serve',
    'node',
    'regime',
    'theory',
    'mean-field',
    'simulate',
    'presets',
    'plan',
    'run',
    'report',
    'export',
    'experiments',
    'pause',
    'resume',
    'cancel',
    'retry',
    'priority',
    'remove',
    'nodes',
    'drain',
    'undrain',
    'release',
    'backup',
    'restore',
  ]);
  for (const name of named) expect(readme).toContain(`| \`${name}`);
  const help = (await crossover('simulate --help')).stdout + (await crossover('theory --help')).stdout;
  const optionsOf = (heading: string) => {
    const section = readme.split(`## ${heading}`)[1].split('\n## ')[0];
    return [...section.matchAll(/`(--[a-z0-9-]+)/g)].map(([, option]) => option);
  };
  expect(optionsOf('One model').length).toBeGreaterThan(15);
  for (const option of optionsOf('One model')) expect(help).toContain(option);
  const { stdout: regime } = await crossover('regime --help');
  expect(optionsOf('Where a run lies').length).toBeGreaterThan(10);
  for (const option of optionsOf('Where a run lies')) expect(regime).toContain(option);
  const { stdout: meanField } = await crossover('mean-field --help');
  expect(optionsOf('The mean-field limit').length).toBeGreaterThan(10);
  for (const option of optionsOf('The mean-field limit')) expect(meanField).toContain(option);
  const { stdout: run } = await crossover('run --help');
  expect(optionsOf('A whole experiment on this machine').length).toBeGreaterThan(10);
  for (const option of optionsOf('A whole experiment on this machine')) expect(run).toContain(option);
});

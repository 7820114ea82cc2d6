import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { ExperimentFileError, expandExperiment, parseExperiment } from '../src/index.ts';

const folder = join(import.meta.dirname, '..');

it('the example of the README runs as it stands', async () => {
  const readme = await readFile(join(folder, 'README.md'), 'utf8');
  const [, example] = /```ts\n([\s\S]*?)```/.exec(readme)!;
  const file = join(folder, 'test-results', 'readme-example.ts');
  await mkdir(join(folder, 'test-results'), { recursive: true });
  await writeFile(file, example);
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@crossover/source', file]);
  expect(stdout).toMatch(/^d = 100: R = \S+, \S+ % from theory\nd = 1000: R = \S+, \S+ % from theory\n$/);
});

it('the file of the README is an experiment, and its error is what a file with that fault gives', async () => {
  const readme = await readFile(join(folder, 'README.md'), 'utf8');
  const [, file] = /```yaml\n([\s\S]*?)```/.exec(readme)!;
  const runs = expandExperiment(parseExperiment(file, { name: 'floor.yaml' }));
  // 3 dimensions × 2 noises, each with 4 replicas and a finite-d curve; one limit curve for all dimensions.
  expect(runs.filter(({ kind }) => kind === 'simulation')).toHaveLength(24);
  expect(runs.filter(({ kind }) => kind === 'theory')).toHaveLength(8);
  const [, error] = /```text\n([\s\S]*?)```/.exec(readme)!;
  const [beginning, excerpt] = error.split('…\n');
  const misspelt = 'name: floor\nbase:\n    kappa: 0\n    detla: 0.5\n';
  const attempt = () => parseExperiment(misspelt, { name: 'floor.yaml' });
  expect(attempt).toThrow(ExperimentFileError);
  expect(attempt).toThrow(beginning);
  expect(attempt).toThrow(excerpt.split('\n')[0]);
});

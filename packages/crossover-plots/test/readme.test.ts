import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const folder = join(import.meta.dirname, '..');

it('the example of the README runs and prints what the README says', async () => {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  const [, example] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
  mkdirSync(join(folder, 'test-results'), { recursive: true });
  const file = join(folder, 'test-results', 'readme-example.ts');
  writeFileSync(file, example ?? '');
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@crossover/source', file]);
  expect(stdout.replaceAll('\u00a0', ' ')).toBe('Simulated SGD follows the theory to 2 %\n<svg\n');
});

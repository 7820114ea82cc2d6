import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

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

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const packageFolder = new URL('..', import.meta.url);

it('runs the example of the README', () => {
  const readme = readFileSync(new URL('README.md', packageFolder), 'utf8');
  const example = /```ts\n(.*?)```/s.exec(readme);
  expect(example).not.toBeNull();
  mkdirSync(new URL('test-results/', packageFolder), { recursive: true });
  const file = new URL('test-results/readme-example.ts', packageFolder);
  writeFileSync(file, example![1]);
  const output = execFileSync(process.execPath, ['--conditions=@crossover/source', fileURLToPath(file)], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  expect(output).toMatch(/R after t = 100: 0\.00\d+\nR after t = 200: 0\.00\d+\nsame bits: true\n/);
});

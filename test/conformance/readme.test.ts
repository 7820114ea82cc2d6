import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it('keeps the example of the README running', async () => {
  const readme = readFileSync(new URL('../../apps/conformance/README.md', import.meta.url), 'utf8');
  const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const folder = new URL('../test-results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const file = new URL('conformance-readme-example.ts', folder);
  writeFileSync(file, example);
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    '--conditions=@crossover/source',
    fileURLToPath(file),
  ]);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^passed {8}C-26/m);
  expect(stdout).toContain('It keeps the protocol.');
});

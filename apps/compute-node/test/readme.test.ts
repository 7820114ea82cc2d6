import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const folder = new URL('../test-results/', import.meta.url);

it('keeps the example of the README running', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```ts\n(.*?)```/s.exec(readme)?.[1];
  expect(example).toBeDefined();
  mkdirSync(folder, { recursive: true });
  const file = new URL('readme-example.ts', folder);
  writeFileSync(file, example!);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=@crossover/source', fileURLToPath(file)],
    { encoding: 'utf8' },
  );
  expect(stderr).not.toMatch(/Error/);
  expect(status).toBe(0);
  const lines = stdout.trim().split('\n');
  expect(lines).toHaveLength(4);
  for (const line of lines) expect(line).toMatch(/^R\(0\) = \d\.\d+ {2}R\(1\) = \d\.\d+ {2}R\(10\) = \d/);
});

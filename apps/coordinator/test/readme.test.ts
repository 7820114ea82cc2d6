import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('the README shows an example that runs', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1];
  const folder = new URL('../test-results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const file = new URL('readme-example.ts', folder);
  writeFileSync(file, example ?? '');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=@crossover/source', '--disable-warning=ExperimentalWarning', file.pathname],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toBe('4 runs of "first" are queued\n200 without a compute node they stay so\n');
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('the example of the README runs and shows what the README says', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, example] = /```ts\n([\s\S]*?)```/.exec(readme)!;
  const folder = new URL('../test-results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const file = new URL('readme-example.ts', folder);
  writeFileSync(file, example);
  const output = execFileSync(process.execPath, ['--conditions=@crossover/source', file.pathname], {
    encoding: 'utf8',
  });
  const [header, limit, finite] = output.trim().split('\n');
  expect(header).toBe('perfect-learning 2 3.162e-5');
  const last = (line: string) => Number(line.split(' ').at(-1));
  expect(last(limit)).toBeLessThan(1e-11);
  const floor = ((2 / Math.sqrt(1000)) * 1e-3) / (2 * Math.PI * Math.sqrt(3) * 2);
  expect(Math.abs(last(finite) / floor - 1)).toBeLessThan(0.05);
}, 30_000);

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as theory from '../src/index.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const block = (language: string): string =>
  new RegExp('```' + language + '\\n([\\s\\S]*?)```').exec(readme)?.[1] ?? '';

it('the example of the README prints what the README says', () => {
  const folder = new URL('../test-results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const file = new URL('readme-example.ts', folder);
  writeFileSync(file, block('ts'));
  const output = execFileSync(process.execPath, ['--conditions=@crossover/source', file.pathname], {
    encoding: 'utf8',
  });
  expect(output.trim()).toBe(block('text').trim());
  const [, , finite, rest] = output.trim().split('\n');
  const last = (line: string) => Number(line.split(' ').at(-1));
  const floor = ((2 / Math.sqrt(1000)) * 1e-3) / (2 * Math.PI * Math.sqrt(3) * 2);
  expect(Math.abs(last(finite) / floor - 1)).toBeLessThan(0.05);
  expect(last(rest)).toBe(last(finite));
}, 30_000);

it('the README names everything that the package exports', () => {
  const exported = Object.keys(theory);
  expect(exported.length).toBeGreaterThan(40);
  expect(exported.filter((name) => !readme.includes(`\`${name}`))).toEqual([]);
});

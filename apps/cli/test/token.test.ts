import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rotateTokens, tokenFileOf } from '@crossover/coordinator';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from './crossover.ts';
import { inProcess } from './in-process.ts';

const folder = temporaryFolder();
const file = tokenFileOf(folder.path);
let first: ReturnType<typeof rotateTokens>;

beforeEach(() => {
  first = rotateTokens(file, ['viewer', 'operator', 'node'], 0);
});
afterAll(() => folder.remove());

const token = (words: string) => inProcess(`token ${words} --data ${folder.path}`);

/** The lines that `list` and `rotate` print, as words. */
const rows = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => line.split(/\s+/));
const standing = (stdout: string) =>
  Object.fromEntries(
    rows(stdout)
      .slice(0, 3)
      .map(([role, found]) => [role, found]),
  );

describe('crossover token list', () => {
  it('shows who may do what, and with which token', async () => {
    const { code, stdout, stderr } = await token('list');
    expect([code, stderr]).toEqual([0, '']);
    expect(rows(stdout)).toEqual([
      ['viewer', first.current.viewer, 'reads'],
      ['operator', first.current.operator, 'reads,', 'submits,', 'controls'],
      ['node', first.current.node, 'computes'],
    ]);
    const elsewhere = await inProcess(`token list --tokens ${file}`, { cwd: '/' });
    expect(elsewhere.stdout).toBe(stdout);
  });
});

describe('crossover token rotate', () => {
  it('replaces all of them, and the former ones end at once', async () => {
    const { code, stdout, stderr } = await token('rotate');
    expect(code).toBe(0);
    expect(rows(stdout)).toHaveLength(3);
    for (const former of Object.values(first.current)) expect(stdout).not.toContain(former);
    expect(stderr).toMatch(/connections with the former ones end then/);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(standing(stdout));
    expect((await token('list')).stdout).toBe(stdout);
  });

  it.each(['viewer', 'operator', 'node'] as const)('replaces that of the role %s alone', async (role) => {
    const { [role]: replaced, ...others } = standing((await token(`rotate ${role}`)).stdout);
    const { [role]: former, ...kept } = first.current;
    expect(others).toEqual(kept);
    expect(replaced).not.toBe(former);
    expect(replaced).toMatch(/^[\w-]{32}$/);
  });

  it('says until when the former ones are taken nevertheless', async () => {
    const before = Date.now();
    const { stdout, stderr } = await token('rotate node --grace 1.5');
    const [, , , former] = rows(stdout);
    expect(former.slice(0, 5)).toEqual(['node', first.current.node, 'former,', 'taken', 'until']);
    const minutes = (Date.parse(former[5]) - before) / 60_000;
    expect(minutes).toBeGreaterThanOrEqual(1.5);
    expect(minutes).toBeLessThan(2.5);
    expect(stderr).toMatch(/the former ones, and connections with them, end in 1\.5 minutes/);
    // A second one keeps the first one's time.
    const again = rows((await token('rotate node --grace 1')).stdout);
    expect(again.slice(3).map(([, found]) => found)).toEqual([first.current.node, standing(stdout)['node']]);
  });

  it('leaves a file that its owner alone may read', async () => {
    await token('rotate');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});

describe('a file of tokens that cannot be used', () => {
  it.each([
    ['list admin', /too many arguments/],
    ['rotate admin', /'admin' is invalid for argument 'role'\. Allowed choices are viewer, operator, node/],
    ['rotate node --grace -1', /A number from 0 on is needed/],
    ['rotate node --grace soon', /A number is needed/],
    ['show', /unknown command 'show'/],
  ])('is not looked for: crossover token %s', async (words, message) => {
    const { code, stdout, stderr } = await inProcess(`token ${words}`);
    expect(stderr).toMatch(message);
    expect([code, stdout]).toEqual([2, '']);
  });

  it.each(['list', 'rotate'])('since it is not there: crossover token %s', async (verb) => {
    const nowhere = join(folder.path, 'nowhere');
    const { code, stdout, stderr } = await inProcess(`token ${verb} --data ${nowhere}`);
    expect(stderr).toMatch(/There are no tokens in .*nowhere.tokens\.json: name the data folder with --data/);
    expect([code, stdout]).toEqual([2, '']);
  });

  it.each(['list', 'rotate'])('since it is damaged, and stays as it is: crossover token %s', async (verb) => {
    const damaged = readFileSync(file, 'utf8').replace('"node"', '"nod"');
    writeFileSync(file, damaged);
    const { code, stdout, stderr } = await token(verb);
    expect(stderr).toMatch(/does not hold three tokens .*: repair it, or remove it to get new ones/);
    for (const secret of Object.values(first.current)) expect(stderr).not.toContain(secret);
    expect([code, stdout]).toEqual([2, '']);
    expect(readFileSync(file, 'utf8')).toBe(damaged);
    writeFileSync(file, JSON.stringify(first.current));
  });

  it.each(['list', 'rotate'])('since others may read it: crossover token %s', async (verb) => {
    chmodSync(file, 0o644);
    const { code, stdout, stderr } = await token(verb);
    expect(stderr).toMatch(/may be read by others than its owner.*run "chmod 600"/);
    expect([code, stdout]).toEqual([2, '']);
    chmodSync(file, 0o600);
  });
});

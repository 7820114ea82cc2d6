import { once } from 'node:events';
import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { followTokenFile } from '../src/remote/token-file.ts';
import { temporaryFolder } from './crossover.ts';
import { inProcess } from './in-process.ts';

const folder = temporaryFolder();
const file = join(folder.path, 'token');
/** It holds no experiments, and remembers who asked. */
const server = createServer((request, answer) => {
  asked.push(request.headers.authorization ?? '');
  answer.end('{"experiments": [], "total": 0, "nodes": []}');
});
const asked: string[] = [];
let url: string;

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  asked.length = 0;
  writeFileSync(file, 'from-the-file\n', { mode: 0o600 });
  chmodSync(file, 0o600);
});
afterAll(() => {
  server.close();
  folder.remove();
});

describe('where a token comes from', () => {
  const other = () => {
    const path = join(folder.path, 'other');
    writeFileSync(path, 'from-the-other-file', { mode: 0o600 });
    return path;
  };
  const all = () => ({ CROSSOVER_TOKEN: 'from-the-environment', CROSSOVER_TOKEN_FILE: other() });

  it.each([
    ['--token from-the-line', all, 'from-the-line'],
    [`--token-file ${file}`, all, 'from-the-file'],
    ['', all, 'from-the-environment'],
    ['', () => ({ ...all(), CROSSOVER_TOKEN: '' }), 'from-the-other-file'],
  ])('is the command line before the environment: crossover experiments %s', async (words, env, token) => {
    const { code } = await inProcess(`experiments --coordinator ${url} ${words}`, { env: env() });
    expect(code).toBe(0);
    expect(asked).toEqual([`Bearer ${token}`]);
  });

  it('is one place', async () => {
    const words = `experiments --coordinator ${url} --token T --token-file ${file}`;
    const { code, stderr } = await inProcess(words);
    expect(stderr).toMatch(
      /Found both --token and --token-file, but one token is needed: leave one of them out/,
    );
    expect(code).toBe(2);
  });

  it('has to be said', async () => {
    const { code, stderr } = await inProcess(`experiments --coordinator ${url}`, {
      env: { CROSSOVER_TOKEN: '' },
    });
    expect(stderr).toMatch(
      /A token is needed: give --token-file or --token.*"crossover token list" shows them/,
    );
    expect(code).toBe(2);
  });

  const preset = 'paper/fig1 --d 50';
  it.each([
    'experiments',
    'nodes',
    'pause x',
    'priority x high',
    'drain x',
    'remove x',
    'export x',
    `plan ${preset}`,
    'report x',
    `run ${preset}`,
    `backup ${join(folder.path, 'lab.backup')}`,
  ])('may be a file for crossover %s', async (words) => {
    await inProcess(`${words} --coordinator ${url} --token-file ${file}`);
    expect(asked.length).toBeGreaterThan(0);
    for (const header of asked) expect(header).toBe('Bearer from-the-file');
  });
});

describe('a file that holds no token', () => {
  it.each([
    [
      '',
      /found nothing in \S+token, but one line with one token is needed, as "crossover token list" shows it/,
    ],
    [' \n\n', /found nothing/],
    ['first-secret\nsecond-secret\n', /found 2 lines in/],
    [JSON.stringify({ node: 'first-secret' }, null, 2), /found 3 lines .*tokens\.json.* copy one of them/],
    ['node  first-secret', /found a line that is no token/],
    ['first-secret'.repeat(100), /found a line that is no token/],
  ])('is refused, and not shown: %j', async (content, message) => {
    writeFileSync(file, content);
    for (const command of ['experiments', 'node']) {
      const { code, stdout, stderr } = await inProcess(
        `${command} --coordinator ${url} --token-file ${file}`,
      );
      expect(stderr).toMatch(message);
      expect(stderr).not.toContain('secret');
      expect([code, stdout]).toEqual([2, '']);
    }
    expect(asked).toEqual([]);
  });

  it('is refused when it is not there', async () => {
    const words = `experiments --coordinator ${url} --token-file ${folder.path}/nowhere`;
    const { code, stderr } = await inProcess(words);
    expect(stderr).toMatch(/--token-file: \S+nowhere cannot be read \(ENOENT.*\), but one line/);
    expect(code).toBe(2);
  });

  it.each([0o640, 0o604, 0o666])("is refused when it is one's own and has the mode %o", async (mode) => {
    chmodSync(file, mode);
    const { code, stderr } = await inProcess(`experiments --coordinator ${url} --token-file ${file}`);
    expect(stderr).toContain(`has the mode 0${mode.toString(8)}`);
    expect(stderr).toMatch(
      /run "chmod 600 \S+token", and have the token replaced \("crossover token rotate"\)/,
    );
    expect([code, asked]).toEqual([2, []]);
  });
});

describe('a file that is followed', () => {
  it('gives the new token once it is whole, and until then the former one', () => {
    const faults: string[] = [];
    const token = followTokenFile(file, (fault) => faults.push(fault));
    expect(token()).toBe('from-the-file');
    writeFileSync(file, '');
    expect(token()).toBe('from-the-file');
    expect(faults).toEqual([expect.stringContaining('found nothing')]);
    writeFileSync(`${file}.new`, 'the-new-one\r\n', { mode: 0o600 });
    renameSync(`${file}.new`, file);
    expect([token(), faults.length]).toEqual(['the-new-one', 1]);
  });
});

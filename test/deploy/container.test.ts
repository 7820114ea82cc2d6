import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Laboratory } from '../processes/laboratory.ts';
import { deployed, optionsIn, root } from './unit-file.ts';

/** The instructions of the file, with continued lines joined. */
const instructions = readFileSync(deployed('container', 'Containerfile'), 'utf8')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [, name = '', rest = ''] = /^([A-Z]+) +(.*)$/.exec(line.trim()) ?? [];
    return { name, rest };
  });
const all = (wanted: string) => instructions.filter(({ name }) => name === wanted).map(({ rest }) => rest);
const HOME = '/opt/crossover';
const here = (path: string) => path.replace(HOME, root);
const wordsOf = (text: string) => JSON.parse(text.slice(text.indexOf('['))) as string[];

describe('the file for a container', () => {
  it('has instructions only that there are, in stages that begin with a base', () => {
    const known =
      'ARG FROM WORKDIR COPY RUN ENV USER VOLUME EXPOSE STOPSIGNAL HEALTHCHECK ENTRYPOINT CMD'.split(' ');
    for (const { name } of instructions) expect(known).toContain(name);
    expect(instructions[0]?.name).toBe('ARG');
    expect(all('FROM')).toEqual(['${BASE} AS build', '${BASE}']);
    const [version] = /(?<=BASE=node:)\d+/.exec(all('ARG')[0]) ?? [];
    const { engines } = JSON.parse(readFileSync(join(root, 'apps/cli/package.json'), 'utf8')) as {
      engines: { node: string };
    };
    expect(Number(version)).toBeGreaterThanOrEqual(Number(/\d+/.exec(engines.node)![0]));
  });

  it('runs scripts that the repository has, and a build that needs nothing that is left out', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    for (const command of all('RUN')) {
      const [, script] = /^npm run (\S+)/.exec(command) ?? [];
      if (script !== undefined) expect(Object.keys(scripts)).toContain(script);
    }
    const lines = (file: string) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '');
    const notKept = lines(join(root, '.gitignore')).map((line) => line.replaceAll('/', ''));
    for (const pattern of lines(deployed('container', 'Containerfile.dockerignore'))) {
      expect(['.git', ...notKept]).toContain(pattern.replace('**/', ''));
    }
  });

  it('starts a program that is there with options that there are, as nobody who may do anything', () => {
    const [node, program] = wordsOf(all('ENTRYPOINT')[0]);
    expect(node).toBe('node');
    expect(existsSync(here(program))).toBe(true);
    const [command, ...options] = wordsOf(all('CMD').at(-1)!);
    const help = execFileSync(process.execPath, [here(program), command, '--help'], { encoding: 'utf8' });
    for (const option of optionsIn(options)) expect(help).toContain(option);
    expect(options).toContain(all('VOLUME')[0]);
    expect(options).toContain(all('EXPOSE')[0]);
    expect(all('USER')).toEqual(['node']);
  });
});

describe('its look at the health of what runs in it', () => {
  let laboratory: Laboratory;
  beforeAll(async () => {
    laboratory = new Laboratory();
    await laboratory.startCoordinator();
  });
  afterAll(() => laboratory.close());

  const look = (data: string) => {
    const [node, file] = wordsOf(all('HEALTHCHECK')[0]);
    expect(node).toBe('node');
    return spawnSync(process.execPath, [here(file), data], { encoding: 'utf8' });
  };

  it('finds a coordinator well, and one that is gone ill', async () => {
    expect(look(laboratory.folder)).toMatchObject({ status: 0 });
    await laboratory.killCoordinator();
    const { status, stderr } = look(laboratory.folder);
    expect(status).toBe(1);
    expect(stderr).toContain('not ready');
  });

  it('leaves a container without a coordinator alone', () => {
    expect(look('/nowhere')).toMatchObject({ status: 0 });
  });
});

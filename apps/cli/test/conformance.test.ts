import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConformanceReport } from '@crossover/conformance';
import { createCoordinator, type Coordinator } from '@crossover/coordinator';
import { Crossover, temporaryFolder } from './crossover.ts';
import { inProcess as crossover } from './in-process.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => (folder = temporaryFolder()));
afterAll(() => folder.remove());

function passed(stdout: string): string[] {
  const { observations } = JSON.parse(stdout) as ConformanceReport;
  return observations.filter(({ status }) => status === 'passed').map(({ id }) => id);
}

describe('crossover conformance coordinator', () => {
  let coordinator: Coordinator;

  beforeAll(async () => {
    const dataFolder = join(folder.path, 'data');
    mkdirSync(dataFolder);
    coordinator = await createCoordinator({ port: 0, dataFolder, logger: false });
  }, 60_000);
  afterAll(() => coordinator.close());

  const tokenFile = (change: object = {}) => {
    const file = join(folder.path, 'tokens.json');
    writeFileSync(file, JSON.stringify({ ...coordinator.tokens, ...change }));
    return file;
  };

  it('says what a coordinator keeps, with tokens from a file or one by one', async () => {
    const { viewer, operator, node } = coordinator.tokens;
    const asked = ['conformance', 'coordinator', '--server', coordinator.url, '--only', 'c-5, C-8', '--json'];
    const oneByOne = ['--viewer-token', viewer, '--operator-token', operator, '--node-token', node];
    for (const tokens of [['--tokens', tokenFile()], oneByOne]) {
      const { code, stdout } = await crossover([...asked, ...tokens]);
      expect(passed(stdout)).toEqual(['C-4', 'C-5', 'C-8']);
      expect(code).toBe(0);
    }
  });

  it('ends with 1 when a rule is broken, and says what was found', async () => {
    const words = `conformance coordinator --server ${coordinator.url} --only C-35 --tokens`;
    const { code, stdout, stderr } = await crossover(`${words} ${tokenFile({ node: 'a-wrong-one' })}`);
    expect(stdout).toMatch(/^failed {8}C-4 .*\n.*needed: .*\n.*found: .*unauthorized/m);
    expect(stderr).toContain('this coordinator does not keep the protocol');
    expect(code).toBe(1);
  });

  it('leaves nothing behind when it is interrupted', async () => {
    const words = ['conformance', 'coordinator', '--server', coordinator.url, '--tokens', tokenFile()];
    const suite = new Crossover(words);
    const experiments = async () => {
      const headers = { authorization: `Bearer ${coordinator.tokens.viewer}` };
      const answer = await fetch(`${coordinator.url}/api/experiments`, { headers });
      return ((await answer.json()) as { experiments: { name: string }[] }).experiments;
    };
    await expect
      .poll(experiments, { timeout: 60_000 })
      .toContainEqual(expect.objectContaining({ name: expect.stringMatching(/^conformance-/) as string }));
    suite.kill('SIGINT');
    expect((await suite.ended).code).toBe(130);
    expect(await experiments()).toEqual([]);
  }, 120_000);

  it('needs a token of each role', async () => {
    const words = `conformance coordinator --server ${coordinator.url} --node-token T`;
    const { code, stderr } = await crossover(words);
    expect(stderr).toContain('there is none for viewer, operator: give --tokens');
    expect(code).toBe(2);
  });
});

describe('crossover conformance node', () => {
  const node = [process.execPath, '--conditions=@crossover/source', main, 'node', '--coordinator', '{url}'];

  it('starts a node by its command, and says what it keeps', async () => {
    const words = ['conformance', 'node', '--only', 'N-6,N-34', '--json', '--', ...node, '--threads', '1'];
    const { code, stdout } = await crossover(words);
    expect(passed(stdout)).toEqual(['N-5', 'N-6', 'N-7', 'N-34', 'N-35']);
    expect(code).toBe(0);
  });

  it('says what a command said that starts no node', async () => {
    const words = [
      'conformance',
      'node',
      '--only',
      'N-1',
      '--',
      process.execPath,
      '-p',
      '"nothing for {url}"',
    ];
    const { code, stderr } = await crossover(words);
    expect(stderr).toMatch(
      /No node joined \(it ended before it connected\).*It said: nothing for http:\/\/127/,
    );
    expect(code).toBe(1);
  });

  it.each([
    ['', /Either a command that starts the node is needed, behind --, or --wait/],
    ['--wait -- some-node', /Either a command/],
    ['--only N-x -- some-node', /Numbers of obligations/],
    ['--only V-1 -- some-node', /Numbers of obligations/],
  ])('asks for a command and for numbers that there are: %s', async (words, message) => {
    const { code, stderr } = await crossover(`conformance node ${words}`);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});

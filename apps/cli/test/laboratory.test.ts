import { createServer, type AddressInfo } from 'node:net';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { expandExperiment, experimentSpecificationSchema } from '@crossover/experiments';
import { experimentsResponseSchema, resultsResponseSchema } from '@crossover/protocol';
import { crossover, Crossover, temporaryFolder } from './crossover.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => (folder = temporaryFolder()));
afterAll(() => folder.remove());

const experiment = {
  name: 'tiny',
  parts: [
    {
      base: {
        widthPrefactor: 4,
        teacherWidth: 2,
        kappa: 0,
        delta: 0.5,
        learningRatePrefactor: 4,
        noise: 1e-3,
        inputDimension: 50,
        times: { tMax: 2, points: 5 },
      },
      replicas: 3,
      theory: ['limit'],
    },
  ],
};

const endless = {
  name: 'endless',
  parts: [{ ...experiment.parts[0], base: { ...experiment.parts[0].base, times: [0, 1e8] } }],
};

function write(name: string, content: unknown): string {
  const file = join(folder.path, name);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

function tokensOf(data: string) {
  const text = readFileSync(join(data, 'tokens.json'), 'utf8');
  return z.object({ operator: z.string(), node: z.string() }).parse(JSON.parse(text));
}

async function experimentsAt(url: string, token: string) {
  const response = await fetch(`${url}/api/experiments`, { headers: { authorization: `Bearer ${token}` } });
  return experimentsResponseSchema.parse(await response.json()).experiments;
}

describe('crossover serve, node, run and export together', () => {
  let serving: Crossover;
  let url: string;
  let operator: string;
  let joining: string[];
  const data = () => join(folder.path, 'served');

  beforeAll(async () => {
    serving = new Crossover(['serve', '--port', '0', '--data', data()]);
    const [, words = ''] = await serving.says(/ {2}crossover (node --coordinator \S+ --token \S+)\n/);
    joining = words.split(' ');
    url = joining[2]!;
    operator = tokensOf(data()).operator;
  }, 60_000);

  afterAll(async () => {
    serving.kill('SIGTERM');
    expect((await serving.ended).code).toBe(0);
  });

  it('executes a submitted experiment on a joined node and hands out its results', async () => {
    const node = new Crossover([...joining, '--threads', '2', '--name', 'left', '--verbose']);
    const environment = { env: { CROSSOVER_TOKEN: operator } };
    const file = write('tiny.json', experiment);
    const { code, stdout, stderr } = await crossover(['run', file, '--coordinator', url], environment);
    expect(stderr).toMatch(/Submitted as tiny-\S+: 4 new runs, 0 already known/);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'tiny',
      state: 'finished',
      runs: { total: 4, finished: 4 },
    });

    const json = await crossover(['export', 'tiny', '--coordinator', url], environment);
    const { runs } = resultsResponseSchema.parse(JSON.parse(json.stdout));
    expect(runs.map((run) => run.specification)).toEqual(
      expandExperiment(experimentSpecificationSchema.parse(experiment)),
    );
    const out = join(folder.path, 'tiny.csv');
    const csv = await crossover(['export', 'tiny', '--data', data(), '--format', 'csv', '--out', out]);
    expect(csv).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(out, 'utf8').trim().split('\n')).toHaveLength(1 + 4 * 6);

    const local = join(folder.path, 'tiny-local');
    await crossover(['run', file, '--out', local]);
    expect(readFileSync(join(local, 'results.csv'), 'utf8')).toBe(readFileSync(out, 'utf8'));

    // Numbers come from the wire with the bits that this machine has computed, in files that are the same to the last byte.
    for (const format of ['npz', 'parquet']) {
      const file = join(folder.path, `tiny.${format}`);
      const words = ['export', 'tiny', '--coordinator', url, '--format', format, '--out', file];
      expect(await crossover(words, environment)).toEqual({ code: 0, stdout: '', stderr: '' });
      expect(readFileSync(file).equals(readFileSync(join(local, `results.${format}`))), format).toBe(true);
    }

    const page = join(folder.path, 'tiny.html');
    const report = await crossover(['report', 'tiny', '--coordinator', url, '--out', page], environment);
    expect(JSON.parse(report.stdout)).toEqual({
      experiment: 'tiny',
      out: page,
      runs: { total: 4, finished: 4 },
    });
    const { resultsDigest } = JSON.parse(readFileSync(join(local, 'provenance.json'), 'utf8')) as {
      resultsDigest: string;
    };
    expect(readFileSync(page, 'utf8')).toContain(`<code>${resultsDigest}</code>`);

    const longer = ['plan', file, '--coordinator', url, '--replicas', '5'];
    const plan = await crossover(longer, environment);
    expect(plan.stdout).toMatch(/\b4 of them finished already/);
    expect(plan.stdout).toMatch(
      /on 2 threads of 1 node, (as fast as measured|taken to be as fast as this machine)/,
    );

    node.kill('SIGINT');
    const left = await node.ended;
    expect(left.code).toBe(0);
    expect(left.stdout).toBe('');
    expect(left.stderr).toMatch(/Connected to http.* with 2 threads/);
    expect(left.stderr).toMatch(/Run [0-9a-f]{8} finished/);
    expect(left.stderr).toMatch(/4 runs finished here/);
    expect(left.stderr).not.toContain(joining[4]);
  });

  it('leaves the experiment to the coordinator when the one who follows it is interrupted', async () => {
    const file = write('endless.json', endless);
    const following = new Crossover(['run', file, '--coordinator', url, '--token', operator]);
    await following.says(/Submitted as endless/);
    following.kill('SIGINT');
    const { code, stderr } = await following.ended;
    expect(code).toBe(130);
    expect(stderr).toMatch(/The experiment endless-\S+ goes on at the coordinator/);
    expect((await experimentsAt(url, operator)).map(({ name, state }) => [name, state])).toContainEqual([
      'endless',
      'queued',
    ]);
  });

  it.each([
    ['node', () => ['node', '--coordinator', url], /refused this node \(unauthorized\).*Use the node token/],
    ['run', () => ['run', 'crossover', '--coordinator', url], /refused the request \(unauthorized\)/],
    ['export', () => ['export', 'tiny', '--coordinator', url], /refused the request \(unauthorized\)/],
  ])('ends with 2 when the token is wrong (%s)', async (_, words, message) => {
    const wrong = await crossover(words(), { env: { CROSSOVER_TOKEN: 'a-guess-that-is-wrong' } });
    expect(wrong.stderr).toMatch(message);
    expect(wrong.code).toBe(2);
    expect(wrong.stdout).toBe('');
  });

  it('names the experiments that there are when another one is wanted', async () => {
    const { code, stderr } = await crossover(['export', 'other', '--coordinator', url, '--token', operator]);
    expect(stderr).toMatch(/There is no experiment "other". Known: .*tiny-/);
    expect(code).toBe(2);
  });

  it('says who has the data folder when it is asked for twice', async () => {
    const { code, stderr } = await crossover(['serve', '--port', '0', '--data', data()]);
    expect(stderr).toMatch(/is in use by process \d+.* It serves at http:\/\/127.0.0.1:\d+/);
    expect(code).toBe(1);
  });

  it('writes no token into its log', () => {
    const log = readFileSync(join(data(), 'coordinator.log'), 'utf8');
    for (const token of Object.values(tokensOf(data()))) expect(log).not.toContain(token);
  });
});

describe('crossover lab', () => {
  it('submits the demonstration, works on it, stops on Ctrl-C and goes on at the next start', async () => {
    const data = join(folder.path, 'lab');
    const first = new Crossover(['lab', '--port', '0', '--data', data, '--threads', '2']);
    const [, url = '', token = ''] = await first.says(/open at (http:\S+)\/#token=(\S+)\n/);
    await first.says(/Submitted the demonstration ".*": \d+ runs/);
    await first.says(/crossover \d+ % · \d+ of \d+ runs .* of 2 threads/);
    const [before] = await experimentsAt(url, token);
    first.kill('SIGINT');
    expect((await first.ended).code).toBe(0);

    const exported = await crossover(['export', 'crossover', '--data', data]);
    expect(exported.code).toBe(0);
    const { runs } = resultsResponseSchema.parse(JSON.parse(exported.stdout));
    expect(runs.length).toBeGreaterThanOrEqual(before.runs.finished);

    const second = new Crossover(['lab', '--port', '0', '--data', data, '--no-open']);
    const [, urlAgain = '', tokenAgain = ''] = await second.says(/open at (http:\S+)\/#token=(\S+)\n/);
    expect(tokenAgain).toBe(token);
    const experiments = await experimentsAt(urlAgain, tokenAgain);
    expect(experiments.map(({ id }) => id)).toEqual([before.id]);
    expect(experiments[0].runs.finished).toBeGreaterThanOrEqual(before.runs.finished);
    second.kill('SIGTERM');
    const { code, stdout } = await second.ended;
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(1);
  });

  it('refuses a port that is taken when it was asked for', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const words = ['lab', '--port', String(port), '--data', join(folder.path, 'nowhere')];
    const { code, stderr } = await crossover(words);
    other.close();
    expect(stderr).toContain(`Port ${port} is taken: choose another with --port`);
    expect(code).toBe(1);
  });
});

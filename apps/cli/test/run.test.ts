import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  digest,
  encodeRunResult,
  execute,
  expandExperiment,
  experimentSpecificationSchema,
  runIdentity,
  type RunSpecification,
} from '@crossover/experiments';
import { runResultResponseSchema, type RunResultResponse } from '@crossover/protocol';
import { provenanceSchema } from '../src/export/provenance.ts';
import { crossover, Crossover, pause, temporaryFolder } from './crossover.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => (folder = temporaryFolder()));
afterAll(() => folder.remove());

const model = { widthPrefactor: 4, teacherWidth: 2, kappa: 0, learningRatePrefactor: 4, noise: 1e-3 };

const short = {
  name: 'short/sweep',
  parts: [
    {
      base: { ...model, delta: 0.5, times: { tMax: 2, points: 6 } },
      axes: { inputDimension: [30, 60] },
      replicas: 2,
      theory: ['limit', 'finite'],
    },
  ],
};

/** One run of seconds, so that there is something to interrupt. */
const long = {
  name: 'long',
  parts: [{ base: { ...model, delta: 0, inputDimension: 100, times: [0, 1e3, 1e4, 4e4] } }],
};

/** Diverges: the noise overflows. The other run does not. */
const failing = {
  name: 'failing',
  parts: [
    { base: { ...model, delta: 0, inputDimension: 50, times: [0, 1] }, axes: { noise: [1e-3, 1e300] } },
  ],
};

function write(experiment: { name: string }): string {
  const file = join(folder.path, `${experiment.name.replaceAll('/', '-')}.json`);
  writeFileSync(file, JSON.stringify(experiment));
  return file;
}

const runsOf = (experiment: object): RunSpecification[] =>
  expandExperiment(experimentSpecificationSchema.parse(experiment));

function readRuns(out: string): RunResultResponse[] {
  const { runs } = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as { runs: unknown[] };
  return runs.map((run) => runResultResponseSchema.parse(run));
}

async function bitsHere(run: RunSpecification): Promise<string> {
  return digest(encodeRunResult(await execute(run)));
}

describe('crossover run on this machine', () => {
  it('executes all runs into a folder, and finds them there the next time', async () => {
    const file = write(short);
    const out = join('crossover-results', 'short-sweep');
    const first = await crossover(['run', file, '--threads', '2'], { cwd: folder.path });
    expect(first.code).toBe(0);
    const total = runsOf(short).length;
    expect(JSON.parse(first.stdout)).toEqual({
      experiment: 'short/sweep',
      out,
      runs: { total, reused: 0, executed: total },
      figures: ['trajectories', 'phase-diagram'],
    });
    const runs = readRuns(join(folder.path, out));
    expect(runs.map(({ id }) => id)).toEqual(runsOf(short).map(runIdentity));
    expect(runs.map((run) => run.digest)).toEqual(await Promise.all(runsOf(short).map(bitsHere)));
    expect(runs.map((run) => run.specification)).toEqual(runsOf(short));
    expect(readdirSync(join(folder.path, out, 'checkpoints'))).toEqual([]);

    const csv = readFileSync(join(folder.path, out, 'results.csv'), 'utf8')
      .trim()
      .split('\n');
    expect(csv[0]).toBe(
      'run,kind,equations,engine,regime,p0,p,k,d,kappa,delta,gamma0,noise,initial,seed,replica,t,step,risk',
    );
    expect(csv.slice(1).map((row) => Number(row.split(',').at(-1)))).toEqual(
      runs.flatMap(({ risk }) => risk),
    );

    const second = await crossover(['run', file, '--local'], { cwd: folder.path });
    expect(second.code).toBe(0);
    expect(second.stderr).toContain(`${total} of ${total} runs are already in`);
    expect(JSON.parse(second.stdout)).toMatchObject({ runs: { total, reused: total, executed: 0 } });
  });

  it('goes on where it was interrupted, to the same bits', async () => {
    const file = write(long);
    const out = join(folder.path, 'interrupted');
    const checkpoints = join(out, 'checkpoints');
    const interrupted = new Crossover(['run', file, '--out', out]);
    while (!existsSync(checkpoints)) await pause(20);
    await pause(700);
    interrupted.kill('SIGINT');
    expect(await interrupted.ended).toMatchObject({ code: 130, stdout: '' });
    expect(readdirSync(checkpoints)).toHaveLength(1);
    expect(readRuns(out)).toEqual([]);
    const resumed = await crossover(['run', file, '--out', out]);
    expect(resumed.code).toBe(0);
    expect(JSON.parse(resumed.stdout)).toMatchObject({ runs: { total: 1, reused: 0, executed: 1 } });
    expect(readdirSync(checkpoints)).toEqual([]);
    expect(readRuns(out)[0].digest).toBe(await bitsHere(runsOf(long)[0]));
    const { sessions } = provenanceSchema.parse(
      JSON.parse(readFileSync(join(out, 'provenance.json'), 'utf8')),
    );
    expect(sessions).toMatchObject([
      { outcome: 'interrupted', runsExecuted: 0, command: `crossover run ${file} --out ${out}` },
      { outcome: 'finished', runsExecuted: 1 },
    ]);
    expect(existsSync(join(out, 'figures', 'trajectories.svg'))).toBe(true);
  });

  it('computes a run anew whose file was damaged', async () => {
    const file = write({ ...short, name: 'damaged' });
    const out = join(folder.path, 'damaged');
    await crossover(['run', file, '--out', out]);
    const id = runIdentity(runsOf(short)[0]);
    writeFileSync(join(out, 'runs', `${id}.json`), '{"id": "');
    const again = await crossover(['run', file, '--out', out]);
    expect(JSON.parse(again.stdout)).toMatchObject({ runs: { executed: 1 } });
    expect(readRuns(out)).toHaveLength(runsOf(short).length);
  });

  it('finishes the other runs when one fails, and ends with 1', async () => {
    const out = join(folder.path, 'failing');
    const { code, stdout, stderr } = await crossover(['run', write(failing), '--out', out]);
    expect(stderr).toMatch(/1 run failed:\n {2}[0-9a-f]{8}: ./);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(readRuns(out)).toHaveLength(1);
  });

  it('takes a preset by its name', async () => {
    const out = join(folder.path, 'preset');
    const preset = new Crossover(['run', 'paper/fig3', '--out', out]);
    while (!existsSync(join(out, 'experiment.json'))) await pause(20);
    preset.kill('SIGTERM');
    expect((await preset.ended).code).toBe(143);
    expect(JSON.parse(readFileSync(join(out, 'experiment.json'), 'utf8'))).toMatchObject({
      name: 'paper/fig3',
    });
  });
});

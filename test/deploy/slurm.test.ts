import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { workload } from '../crash/workload.ts';
import { Laboratory } from '../processes/laboratory.ts';
import { waitFor } from '../processes/waiting.ts';
import { deployed, root } from './unit-file.ts';

const script = deployed('slurm', 'crossover-nodes.sbatch');

interface Node {
  readonly name: string;
  readonly threads: number;
  readonly connected: boolean;
  readonly runs: readonly unknown[];
}

let laboratory: Laboratory;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crossover-slurm-'));
  laboratory = new Laboratory();
  await laboratory.startCoordinator();
});

afterAll(async () => {
  await laboratory.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A task as the scheduler starts it: the script with its variables. */
function startTask(task: number, variables: Record<string, string>): ChildProcess {
  return spawn('bash', [script], {
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      CROSSOVER_HOME: root,
      SLURM_JOB_ID: String(700 + task),
      SLURM_ARRAY_JOB_ID: '700',
      SLURM_ARRAY_TASK_ID: String(task),
      SLURM_CPUS_PER_TASK: '2',
      ...variables,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

const nodes = async () => (await laboratory.request<{ nodes: Node[] }>('GET', '/api/nodes')).nodes;

it('joins each task as a node of its own, which hands its runs back when the scheduler wants its place', async () => {
  const tokenFile = join(folder, '.crossover-node-token');
  writeFileSync(tokenFile, `${laboratory.tokens.node}\n`, { mode: 0o600 });
  const id = await laboratory.submit(workload);
  const tasks = [1, 2].map((task) => startTask(task, { CROSSOVER_COORDINATOR: laboratory.url }));
  const joined = await waitFor('both tasks', async () => {
    const found = (await nodes()).filter(
      ({ name, connected }) => connected && /^slurm 700_[12] on /.test(name),
    );
    return found.length === 2 && found.some(({ runs }) => runs.length > 0) ? found : undefined;
  });
  expect(joined.map(({ threads }) => threads)).toEqual([2, 2]);
  // No command line of any process has the token in it.
  expect(execFileSync('ps', ['-eo', 'args='], { encoding: 'utf8' })).not.toContain(laboratory.tokens.node);
  // Preemption, and the end of the time: the same signal, to the process that took the script's place.
  const codes = await Promise.all(
    tasks.map(async (task) => {
      const ended = once(task, 'exit');
      task.kill('SIGTERM');
      return (await ended)[0] as number;
    }),
  );
  expect(codes).toEqual([0, 0]);
  await waitFor('all runs to be given back', async () => {
    const { summary } = await laboratory.detail(id);
    const held = (await nodes()).some(({ runs }) => runs.length > 0);
    return summary.runs.running === 0 && !held ? true : undefined;
  });
  await laboratory.request('POST', `/api/experiments/${id}/cancel`);
});

it('says what is missing', () => {
  const { status, stderr } = spawnSync('bash', [script], {
    env: { PATH: process.env.PATH, HOME: folder },
    encoding: 'utf8',
  });
  expect(status).not.toBe(0);
  expect(stderr).toContain('CROSSOVER_COORDINATOR: set it to the address of the coordinator');
});

it('asks the scheduler for what a node needs to end well and come back', () => {
  const text = readFileSync(script, 'utf8');
  const asked = [...text.matchAll(/^#SBATCH --(\S+)$/gm)].map(([, option]) => option);
  expect(asked).toContain('requeue');
  expect(asked).toContain('signal=B:TERM@60');
  // Nothing after the first command is read by sbatch.
  expect(text.lastIndexOf('#SBATCH')).toBeLessThan(text.indexOf('set -euo'));
});

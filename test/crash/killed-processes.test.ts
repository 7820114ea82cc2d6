import { encodeRunResult, execute, runSpecificationSchema } from '@crossover/experiments';
import type { RunSummary } from '@crossover/protocol';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { Laboratory } from '../processes/laboratory.ts';
import { RawNode } from '../processes/raw-node.ts';
import { waitFor } from '../processes/waiting.ts';
import { undisturbed, workload } from './workload.ts';

let expected: Map<string, Uint8Array>;
let laboratory: Laboratory;

beforeAll(async () => {
  expected = await undisturbed(workload);
});

afterEach(() => laboratory.close());

async function start(databaseUrl?: string): Promise<string> {
  laboratory = new Laboratory(databaseUrl);
  await laboratory.startCoordinator();
  return laboratory.submit(workload);
}

/** All runs are there, each with the bits of an undisturbed one. */
async function expectUndisturbedBits(id: string): Promise<void> {
  const { runs } = await laboratory.detail(id);
  expect(runs.map((run) => run.id).sort()).toEqual([...expected.keys()].sort());
  for (const run of runs) expect(await laboratory.resultBytes(run.id)).toEqual(expected.get(run.id));
}

/** Waits until a simulation is far enough to have left a checkpoint with the coordinator. */
function underWay(id: string): Promise<RunSummary[]> {
  return waitFor('a simulation to be well under way', async () => {
    const { runs } = await laboratory.detail(id);
    return runs.some(
      ({ specification, state, fraction }) =>
        specification.kind === 'simulation' && state === 'running' && fraction > 0.5,
    )
      ? runs
      : undefined;
  });
}

it('finishes the runs of a killed node on another one, with the same bits', async () => {
  const id = await start();
  const first = laboratory.startNode('first', 2);
  await underWay(id);
  await first.stop('SIGKILL');
  laboratory.startNode('second', 2);
  await laboratory.finished(id);
  await expectUndisturbedBits(id);
  const { runs } = await laboratory.detail(id);
  expect(runs.some((run) => (run.attempt?.retryCount ?? 0) > 0)).toBe(true);
});

it('hands the checkpoint of a killed node to the next one, which leads to the same bits', async () => {
  const id = await start();
  const first = laboratory.startNode('first', 2);
  await underWay(id);
  await first.stop('SIGKILL');
  const next = new RawNode(laboratory.url, laboratory.tokens.node, 'next');
  await next.hello();
  const assignment = await waitFor('a run with a checkpoint', async () => {
    const assignments = await next.lease(8);
    return assignments.find(({ checkpoint }) => checkpoint !== null);
  });
  next.close();
  const fractions: number[] = [];
  const result = await execute(runSpecificationSchema.parse(assignment.specification), {
    checkpoint: assignment.checkpoint ?? undefined,
    onProgress: ({ fraction }) => void fractions.push(fraction),
  });
  expect(fractions[0]).toBeGreaterThan(0.1);
  expect(encodeRunResult(result)).toEqual(expected.get(assignment.runId));
});

const serverUrl = process.env.CROSSOVER_TEST_DATABASE_URL;

it.each([
  { store: 'the embedded store', databaseUrl: undefined },
  ...(serverUrl === undefined ? [] : [{ store: 'PostgreSQL', databaseUrl: serverUrl }]),
])('has lost nothing that a killed coordinator on $store had acknowledged', async ({ databaseUrl }) => {
  const id = await start(databaseUrl);
  laboratory.startNode('node', 2);
  const before = await underWay(id);
  await laboratory.killCoordinator();
  await laboratory.startCoordinator();
  const after = new Map((await laboratory.detail(id)).runs.map((run) => [run.id, run]));
  for (const run of before) {
    if (run.state === 'finished') expect(after.get(run.id)?.state).toBe('finished');
    expect(after.get(run.id)?.pointsDone).toBeGreaterThanOrEqual(run.pointsDone);
  }
  await laboratory.finished(id);
  await expectUndisturbedBits(id);
});

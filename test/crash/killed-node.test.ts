import { afterEach, beforeEach, expect, it } from 'vitest';
import { Laboratory } from '../processes/laboratory.ts';
import { waitFor } from '../processes/waiting.ts';
import { undisturbed, workload } from './workload.ts';

let laboratory: Laboratory;

beforeEach(async () => {
  laboratory = new Laboratory();
  await laboratory.startCoordinator();
});

afterEach(() => laboratory.close());

it('finishes the runs of a killed node elsewhere, from their checkpoints, with the same bits', async () => {
  const experiment = workload('killed-node', 1e-3);
  const id = await laboratory.submit(experiment);
  const first = laboratory.startNode('first', 2);
  await waitFor('a simulation to be well under way, with a stored checkpoint', async () => {
    const { runs } = await laboratory.detail(id);
    return runs.find((run) => run.state === 'running' && run.fraction > 0.3);
  });
  await first.stop('SIGKILL');
  const second = laboratory.startNode('second', 2);
  await laboratory.finished(id);

  const expected = await undisturbed(experiment);
  const { runs } = await laboratory.detail(id);
  expect(runs).toHaveLength(expected.size);
  for (const run of runs) {
    expect(await laboratory.resultBytes(run.id)).toEqual(expected.get(run.id));
  }
  // Some run was taken over, and by the second node.
  expect(runs.some((run) => (run.attempt?.retryCount ?? 0) > 0)).toBe(true);
  expect(second.child.exitCode).toBeNull();
});

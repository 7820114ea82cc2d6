import { afterEach, describe, expect, it } from 'vitest';
import { Laboratory } from '../processes/laboratory.ts';
import { waitFor } from '../processes/waiting.ts';
import { undisturbed, workload } from './workload.ts';

const databaseUrl = process.env.CROSSOVER_TEST_DATABASE_URL;
const stores = [
  { store: 'the embedded store', url: undefined, noise: 2e-3 },
  ...(databaseUrl === undefined ? [] : [{ store: 'PostgreSQL', url: databaseUrl, noise: 3e-3 }]),
];

let laboratory: Laboratory;
afterEach(() => laboratory.close());

describe.each(stores)('a coordinator on $store that is killed and started again', ({ store, url, noise }) => {
  it('has lost nothing it acknowledged, and completes the experiment with the same bits', async () => {
    laboratory = new Laboratory(url);
    await laboratory.startCoordinator();
    const experiment = workload(`killed-coordinator-${store === 'PostgreSQL' ? 'server' : 'embedded'}`, noise);
    const id = await laboratory.submit(experiment);
    laboratory.startNode('node', 2);
    const before = await waitFor('one run to be finished and another under way', async () => {
      const { runs } = await laboratory.detail(id);
      const finished = runs.some((run) => run.state === 'finished');
      return finished && runs.some((run) => run.state === 'running' && run.pointsDone > 5) ? runs : undefined;
    });
    const finishedBefore = before.filter((run) => run.state === 'finished');
    await laboratory.killCoordinator();
    await laboratory.startCoordinator();

    const after = new Map((await laboratory.detail(id)).runs.map((run) => [run.id, run]));
    for (const run of finishedBefore) expect(after.get(run.id)?.state).toBe('finished');
    for (const run of before) expect(after.get(run.id)?.pointsDone).toBeGreaterThanOrEqual(run.pointsDone);

    await laboratory.finished(id);
    const expected = await undisturbed(experiment);
    const { runs } = await laboratory.detail(id);
    expect(runs).toHaveLength(expected.size);
    for (const run of runs) {
      expect(await laboratory.resultBytes(run.id)).toEqual(expected.get(run.id));
    }
  });
});

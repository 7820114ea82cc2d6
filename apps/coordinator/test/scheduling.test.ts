import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { removeExperiment } from '../src/experiments/remove-experiment.ts';
import { retryExperiment } from '../src/experiments/requeue-runs.ts';
import { RunCounts } from '../src/experiments/run-counts.ts';
import { submitExperiment } from '../src/experiments/submit-experiment.ts';
import { JOB_TABLE, RunQueue } from '../src/queue/run-queue.ts';
import type { AssignedRun } from '../src/runs/assign-runs.ts';
import type { Durable } from '../src/runs/durable.ts';
import { failRun } from '../src/runs/fail-run.ts';
import type { Lease } from '../src/runs/lease.ts';
import { RunWrites } from '../src/runs/run-writes.ts';
import type { Store } from '../src/store/store.ts';
import { tinyExperiment } from './support/runs.ts';
import { onEachStore, openStoreAt, type Place } from './support/stores.ts';

onEachStore('scheduling', (newPlace) => {
  let place: Place;
  let store: Store;
  let durable: Durable;
  let writes: RunWrites;

  beforeAll(async () => {
    place = await newPlace();
    store = await openStoreAt(place);
    const queue = await RunQueue.start(store, (error) => expect.unreachable(error.message));
    durable = { database: store.database, queue, coordinatorId: randomUUID() };
    writes = new RunWrites(durable);
  });

  afterEach(async () => {
    const experiments = await store.database.selectFrom('experiments').select('id').execute();
    for (const { id } of experiments) await removeExperiment(durable, id);
  });

  afterAll(async () => {
    await durable.queue.stop();
    await store.close();
    await place.remove();
  });

  const lease = (capacity: number, nodeId = 'node') =>
    writes.lease({ nodeId, capacity, most: capacity, room: 0, share: 1 });
  const leaseOf = ({ runId, attempt, specification, work, fraction }: AssignedRun): Lease => ({
    runId,
    nodeId: 'node',
    attempt,
    specification,
    work,
    fraction,
    mentionedAt: 0,
    deadline: null,
  });
  /** Gives every run so much work, in seconds, as an experiment with long runs would have. */
  const long = (seed: number, tMax: number, replicas: number) => {
    const experiment = tinyExperiment(seed, { replicas });
    for (const part of experiment.parts) part.base.times = { tMax, points: 4 };
    return experiment;
  };
  const seedOf = ({ specification }: AssignedRun) => specification.seed;
  const dueIn = async (jobId: string) => {
    const { rows } = await sql<{ seconds: number }>`
      SELECT extract(epoch FROM start_after - now())::float8 AS seconds FROM ${sql.table(JOB_TABLE)}
      WHERE id = ${jobId}`.execute(store.database);
    return rows[0]?.seconds ?? Number.NaN;
  };
  const error = { name: 'WorkerCrashedError', message: 'the thread ended' };

  it('gives the longest runs of an experiment out first, after its theory', async () => {
    const experiment = tinyExperiment(61, { replicas: 1, theory: true });
    const [part] = experiment.parts;
    await submitExperiment(durable, {
      ...experiment,
      parts: [5, 5000, 500].map((tMax) => ({
        ...part,
        base: { ...part?.base, times: { tMax, points: 4 } },
        theory: tMax === 5 ? part?.theory : [],
      })),
    });
    const order = await lease(4);
    expect(order.map(({ specification }) => specification.kind)).toEqual([
      'theory',
      'simulation',
      'simulation',
      'simulation',
    ]);
    const works = order.slice(1).map(({ work }) => work);
    expect(works).toEqual(works.toSorted((one, other) => other - one));
    expect(new Set(works).size).toBe(3);
  });

  it('shares the nodes between two experiments as their weights are, however late the second comes', async () => {
    await submitExperiment(durable, long(62, 3e5, 60), { priority: 'low' });
    const alone = await lease(20);
    expect(new Set(alone.map(seedOf))).toEqual(new Set([62]));
    await submitExperiment(durable, long(63, 3e5, 60), { priority: 'normal' });
    const together = await lease(40);
    const ofSecond = together.filter((run) => seedOf(run) === 63).length;
    // Four of five, up to the one run of each that begins at the same time.
    expect(ofSecond).toBeGreaterThanOrEqual(30);
    expect(ofSecond).toBeLessThanOrEqual(34);
  });

  it('counts a retried experiment from now on, not from when it was submitted', async () => {
    const first = await submitExperiment(durable, long(64, 3e5, 10));
    const [unlucky] = await lease(1);
    await failRun(durable, leaseOf(unlucky), { attempt: unlucky.attempt, error, retryable: false });
    await submitExperiment(durable, long(65, 3e5, 10));
    const before = await lease(8);
    expect(before.filter((run) => seedOf(run) === 64).length).toBe(4);
    await retryExperiment(durable, first.id);
    const { rows } = await sql<{ priority: number; job: number }>`
      SELECT runs.priority, job.priority AS job FROM runs
      JOIN ${sql.table(JOB_TABLE)} job ON job.id = runs.job_id AND job.name = 'runs'
      WHERE runs.id = ${unlucky.runId}`.execute(store.database);
    const [row] = rows;
    expect(row?.priority).toBe(row?.job);
    expect(row?.priority).toBeLessThan(0);
  });

  it('gives a node a batch of short runs, and no more long ones than it has room for', async () => {
    await submitExperiment(durable, long(66, 5, 40));
    const batch = await writes.lease({ nodeId: 'node', capacity: 2, most: 256, room: 2e6, share: 0.5 });
    expect(batch.length).toBeGreaterThan(10);
    expect(batch.length).toBeLessThan(40);
    await submitExperiment(durable, long(67, 3e6, 10));
    await sql`DELETE FROM ${sql.table(JOB_TABLE)} job USING runs
      WHERE job.id = runs.job_id AND runs.work < 1e5`.execute(store.database);
    const few = await writes.lease({ nodeId: 'other', capacity: 2, most: 256, room: 2e6, share: 0.5 });
    expect(few).toHaveLength(2);
  });

  it('takes a run again after a random while, longer every time, and gives it up with all its reasons', async () => {
    const { id } = await submitExperiment(durable, long(68, 5, 1));
    for (const ceiling of [4, 16]) {
      const [run] = await lease(1);
      const failed = await failRun(durable, leaseOf(run), { attempt: run.attempt, error, retryable: true });
      expect(failed?.update).toMatchObject({ state: 'queued', error });
      const seconds = await dueIn(run.attempt.jobId);
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(ceiling);
      expect(await lease(1)).toEqual([]);
      await sql`UPDATE ${sql.table(JOB_TABLE)} SET start_after = now()`.execute(store.database);
    }
    const [run] = await lease(1);
    const last = { name: 'AttemptTooLongError', message: 'it took too long' };
    const failed = await failRun(durable, leaseOf(run), {
      attempt: run.attempt,
      error: last,
      retryable: true,
    });
    expect(failed).toMatchObject({
      retrySeconds: null,
      update: { state: 'failed', error: { name: last.name } },
    });
    const reasons = failed?.update.error?.message ?? '';
    expect(reasons.match(/the thread ended/g)).toHaveLength(2);
    expect(reasons).toContain('it took too long');
    expect(reasons).toContain('3 times');
    const rows = await store.database.selectFrom('failures').selectAll().orderBy('retry_count').execute();
    expect(rows.map(({ run_id, retry_count, error_name, node_id }) => [run_id, retry_count, error_name, node_id]))
      .toEqual([0, 1, 2].map((count) => [run.runId, count, count < 2 ? error.name : last.name, 'node'])); // prettier-ignore
    // Asked for once more, it has all its attempts again.
    await retryExperiment(durable, id);
    const [again] = await lease(1);
    const once = await failRun(durable, leaseOf(again), { attempt: again.attempt, error, retryable: true });
    expect(once?.update).toMatchObject({ state: 'queued', error });
  });

  it('gives the runs that were written together out though one request among many cannot be done', async () => {
    await submitExperiment(durable, long(69, 5, 6));
    // PostgreSQL takes no text with a zero in it.
    const nodes = ['one', 'two', 'a\0b', 'three'];
    const outcomes = await Promise.allSettled(nodes.map((nodeId) => lease(2, nodeId)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    const given = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
    expect(new Set(given.map(({ runId }) => runId)).size).toBe(6);
  });

  it('counts an experiment alike from the database and from what it remembers of it', async () => {
    const { id } = await submitExperiment(durable, long(71, 5, 12));
    const counted = new RunCounts(store.database);
    const remembering = new RunCounts(store.database, 1);
    const all = (await store.database.selectFrom('runs').select('id').execute()).map((run) => run.id);
    const sorted = (totals: Awaited<ReturnType<RunCounts['count']>>) =>
      [...(totals.get(id) ?? [])]
        .map((total) => ({ ...total, work: Math.round(total.work), done: Math.round(total.done) }))
        .sort((one, other) => (one.state < other.state ? -1 : 1));
    await remembering.count([id], all.slice(0, 1));
    for (let round = 0; round < 4; round += 1) {
      const runs = await lease(4);
      const [hopeless] = runs;
      if (hopeless !== undefined) {
        const lost = { attempt: hopeless.attempt, error, retryable: false };
        await failRun(durable, leaseOf(hopeless), lost);
      }
      const changed = runs.map(({ runId }) => runId);
      expect(sorted(await remembering.count([], changed))).toEqual(
        changed.length === 0 ? [] : sorted(await counted.count([id], [])),
      );
    }
    expect(sorted(await counted.count([id], [])).map(({ state, count }) => [state, count])).toEqual([
      ['failed', 3],
      ['running', 9],
    ]);
  });

  it('does not wait for a clock that was set back', async () => {
    await submitExperiment(durable, long(70, 5, 1));
    await sql`UPDATE ${sql.table(JOB_TABLE)} SET start_after = now() + interval '1 day'`.execute(
      store.database,
    );
    expect(await lease(1)).toEqual([]);
    await durable.queue.supervise();
    expect(await lease(1)).toHaveLength(1);
  });
});

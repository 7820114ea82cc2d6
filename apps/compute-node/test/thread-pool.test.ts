import { readdirSync } from 'node:fs';
import { getPriority } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { digest, encodeRunResult, execute, type RunSpecification } from '@crossover/experiments';
import {
  createThreadPool,
  WorkerCrashedError,
  type RunProgress,
  type ThreadPool,
  type ThreadPoolOptions,
} from '../src/index.ts';
import {
  divergingSimulation,
  endlessSimulation,
  longSimulation,
  replicasOf,
  shortSimulation,
  theoryCurve,
} from './specifications.ts';

const pools: ThreadPool[] = [];

function pool(options: ThreadPoolOptions): ThreadPool {
  const created = createThreadPool(options);
  pools.push(created);
  return created;
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((open) => open.close()));
});

async function bitsHere(specification: RunSpecification): Promise<string> {
  return digest(encodeRunResult(await execute(specification)));
}

const crashingWorker = new URL('./workers/crashing-worker.ts', import.meta.url);
const often = { progressMilliseconds: 5, checkpointMilliseconds: 20 };

describe('a thread pool', () => {
  it('gives the same bits on one thread, on three, and without threads', async () => {
    const runs = [...[0, 1, 2, 3, 4].map((seed) => shortSimulation(seed)), theoryCurve()];
    const here = await Promise.all(runs.map(bitsHere));
    for (const threads of [1, 3]) {
      const there = pool({ threads });
      const results = await Promise.all(runs.map((run) => there.execute(run)));
      expect(results.map((result) => digest(encodeRunResult(result)))).toEqual(here);
      expect(results.map((result) => result.specification)).toEqual(runs);
    }
  });

  it('never executes more runs than it has threads', async () => {
    const two = pool({ threads: 2 });
    const observed: number[] = [];
    await Promise.all(
      [0, 1, 2, 3, 4].map((seed) =>
        two.execute(shortSimulation(seed), { onStart: () => observed.push(two.busyThreads) }),
      ),
    );
    expect(Math.max(...observed)).toBe(2);
    expect(two.busyThreads).toBe(0);
  });

  it('reports points without gaps, and a fraction that only grows', async () => {
    const specification = longSimulation(0, 300_000);
    const seen: RunProgress[] = [];
    const result = await pool({ threads: 1 }).execute(specification, {
      rhythm: often,
      onProgress: (progress) => seen.push(progress),
    });
    let next = 0;
    const data: number[] = [];
    for (const { newPoints } of seen) {
      if (newPoints === null) continue;
      expect(newPoints.firstIndex).toBe(next);
      next += newPoints.count;
      data.push(...newPoints.data);
    }
    expect(next).toBeGreaterThan(0);
    expect(data).toEqual([...result.points.data.subarray(0, data.length)]);
    const fractions = seen.map(({ fraction }) => fraction);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(seen.at(-1)?.stepsPerSecond).toBeGreaterThan(0);
  });

  it('gives the same bits when a run is stopped after every chunk of work and resumed', async () => {
    const specification = longSimulation(1, 800_000);
    const one = pool({ threads: 1 });
    let checkpoint: Uint8Array | null = null;
    let stops = 0;
    const untilStopped = async (): Promise<string | null> => {
      // Raised before the run begins, the signal is seen after its first chunk.
      const stopping = new AbortController();
      try {
        const result = await one.execute(specification, {
          checkpoint,
          signal: stopping.signal,
          onStart: () => stopping.abort(),
          onProgress: (progress) => (checkpoint = progress.checkpoint),
        });
        return digest(encodeRunResult(result));
      } catch (error) {
        expect(error).toMatchObject({ name: 'ExecutionAbortedError' });
        return null;
      }
    };
    let bits = await untilStopped();
    for (; bits === null; bits = await untilStopped()) stops += 1;
    expect(stops).toBeGreaterThan(3);
    expect(bits).toBe(await bitsHere(specification));
  });

  it('executes replicas of one simulation in pairs, with the bits that each has alone', async () => {
    const replicas = replicasOf(longSimulation(2, 400_000), 5);
    const here = await Promise.all(replicas.map(bitsHere));
    const one = pool({ threads: 1 });
    const started: number[] = [];
    let finished = 0;
    const results = await Promise.all(
      replicas.map(async (run) => {
        const result = await one.execute(run, { onStart: () => started.push(finished) });
        finished += 1;
        return digest(encodeRunResult(result));
      }),
    );
    expect(results).toEqual(here);
    // Two, two, and the last one alone.
    expect(started).toEqual([0, 0, 2, 2, 4]);
  });

  it('reports and stops each of a pair on its own, and resumes it alone', async () => {
    const [first, second] = replicasOf(longSimulation(3, 8_000_000), 2);
    const one = pool({ threads: 1 });
    const stopping = new AbortController();
    let checkpoint: Uint8Array | null = null;
    const ends: string[] = [];
    const stopped = one
      .execute(first, {
        signal: stopping.signal,
        rhythm: often,
        onProgress: (progress) => {
          checkpoint = progress.checkpoint ?? checkpoint;
          stopping.abort();
        },
      })
      .catch((error: unknown) => {
        ends.push('stopped');
        return error;
      });
    const seen: RunProgress[] = [];
    const other = await one.execute(second, { rhythm: often, onProgress: (progress) => seen.push(progress) });
    ends.push('finished');
    // The one that was stopped does not wait for its companion.
    expect(ends).toEqual(['stopped', 'finished']);
    expect(await stopped).toMatchObject({ name: 'ExecutionAbortedError' });
    expect(digest(encodeRunResult(other))).toBe(await bitsHere(second));
    expect(seen.length).toBeGreaterThan(0);
    const resumed = await one.execute(first, { checkpoint });
    expect(digest(encodeRunResult(resumed))).toBe(await bitsHere(first));
  });

  it('keeps the errors of a pair apart, with their names', async () => {
    const diverging = replicasOf(divergingSimulation(), 2);
    const one = pool({ threads: 1 });
    const outcomes = await Promise.allSettled(diverging.map((run) => one.execute(run)));
    for (const outcome of outcomes) {
      expect(outcome.status === 'rejected' && outcome.reason).toMatchObject({ name: 'NonFiniteResultError' });
    }
  });

  it('is free for the next run after an aborted one', async () => {
    const one = pool({ threads: 1 });
    const stopping = new AbortController();
    const endless = one.execute(endlessSimulation(), {
      signal: stopping.signal,
      onStart: () => stopping.abort(),
    });
    await expect(endless).rejects.toMatchObject({ name: 'ExecutionAbortedError' });
    await expect(one.execute(shortSimulation())).resolves.toBeDefined();
  });

  it('does not begin a run that was aborted while it waited', async () => {
    const one = pool({ threads: 1 });
    const stopping = new AbortController();
    const first = one.execute(endlessSimulation(), { signal: stopping.signal });
    const waiting = new AbortController();
    let started = false;
    const second = one.execute(shortSimulation(), {
      signal: waiting.signal,
      onStart: () => (started = true),
    });
    waiting.abort();
    await expect(second).rejects.toMatchObject({ name: 'ExecutionAbortedError' });
    stopping.abort();
    await expect(first).rejects.toMatchObject({ name: 'ExecutionAbortedError' });
    expect(started).toBe(false);
    const already = one.execute(shortSimulation(), { signal: AbortSignal.abort() });
    await expect(already).rejects.toMatchObject({ name: 'ExecutionAbortedError' });
  });

  it.each([
    [13, 'exit code 7'],
    [14, 'out of luck'],
  ])('rejects when the thread dies (seed %i) and replaces it', async (seed, reason) => {
    const one = pool({ threads: 1, worker: crashingWorker });
    const crashing = one.execute(shortSimulation(seed));
    const following = one.execute(shortSimulation(1));
    await expect(crashing).rejects.toThrow(WorkerCrashedError);
    await expect(crashing).rejects.toThrow(reason);
    expect(digest(encodeRunResult(await following))).toBe(await bitsHere(shortSimulation(1)));
  });

  it('passes errors of the execution on with their names', async () => {
    const refused = pool({ threads: 1 }).execute(shortSimulation(), { checkpoint: new Uint8Array(40) });
    await expect(refused).rejects.toMatchObject({ name: 'CheckpointRefusedError' });
  });

  it.skipIf(process.platform !== 'linux')(
    'gives way to the thread that started it when it works in the background',
    async () => {
      const own = getPriority(0);
      const quiet = pool({ threads: 1, background: true });
      const { promise: started, resolve } = Promise.withResolvers<void>();
      const stopping = new AbortController();
      const run = quiet.execute(endlessSimulation(), {
        rhythm: often,
        onProgress: () => resolve(),
        signal: stopping.signal,
      });
      await started;
      const priorities = readdirSync('/proc/self/task').map((thread) => getPriority(Number(thread)));
      expect(getPriority(0)).toBe(own);
      expect(Math.max(...priorities)).toBe(Math.max(own, 5));
      stopping.abort();
      await expect(run).rejects.toMatchObject({ name: 'ExecutionAbortedError' });
    },
  );

  it('tells the caller when its own listener throws, and goes on with other runs', async () => {
    const one = pool({ threads: 1 });
    const listening = one.execute(endlessSimulation(), {
      rhythm: often,
      onProgress: () => {
        throw new Error('listener at fault');
      },
    });
    await expect(listening).rejects.toThrow('listener at fault');
    await expect(one.execute(shortSimulation())).resolves.toBeDefined();
  });

  it('refuses runs after it was closed, and those that still wait', async () => {
    const one = pool({ threads: 1 });
    const { promise: started, resolve } = Promise.withResolvers<void>();
    const running = one.execute(endlessSimulation(), { onStart: resolve });
    const waiting = one.execute(shortSimulation());
    const outcomes = Promise.allSettled([running, waiting]);
    await started;
    await one.close();
    expect((await outcomes).map((outcome) => outcome.status)).toEqual(['rejected', 'rejected']);
    await expect(waiting).rejects.toMatchObject({ name: 'ThreadPoolClosedError' });
    await expect(one.execute(shortSimulation())).rejects.toMatchObject({ name: 'ThreadPoolClosedError' });
  });

  it.each([0, -1, 1.5, Number.NaN])('cannot have %d threads', (threads) => {
    expect(() => createThreadPool({ threads })).toThrow(/an integer of at least 1 is needed/);
  });
});

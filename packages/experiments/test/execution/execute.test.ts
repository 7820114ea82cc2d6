import { describe, expect, it } from 'vitest';
import {
  aggregate,
  execute,
  ExecutionAbortedError,
  NonFiniteResultError,
  riskOf,
  stepOfTime,
  type Progress,
  type RunSpecification,
} from '../../src/index.ts';
import { simulation, theory } from '../sample-runs.ts';

const runs: [string, RunSpecification][] = [
  ['a projected simulation', simulation({ observables: 'overlaps' })],
  ['a direct simulation', simulation({ observables: 'overlaps', engine: 'direct' })],
  ['a simulation in the red region', simulation({ delta: -0.7, times: [0, 1, 30] })],
  ['finite-d theory', theory({ observables: 'overlaps' })],
  ['limit theory', theory({ equations: 'limit' })],
];

describe.each(runs)('executing %s', (_name, specification) => {
  it('records every output time', async () => {
    const { points, P } = await execute(specification);
    expect(points.firstIndex).toBe(0);
    expect(points.count).toBe(specification.times.length);
    expect(points.data.every(Number.isFinite)).toBe(true);
    expect([...P]).toEqual([1, 0, 0, 1]);
  });

  it('gives the same bits every time, in chunks of any size', async () => {
    const once = await execute(specification);
    for (const chunkWork of [1e-3, 1, 17, 1e9]) {
      expect(await execute(specification, { chunkWork })).toEqual(once);
    }
  });

  it('reports each point once and in order, with a fraction that rises to 1', async () => {
    const reports: Progress[] = [];
    const { points } = await execute(specification, {
      chunkWork: 1,
      onProgress: (progress) => void reports.push(progress),
    });
    const data = reports.flatMap(({ newPoints }) => [...newPoints.data]);
    expect(data).toEqual([...points.data]);
    let next = 0;
    for (const { newPoints } of reports) {
      expect(newPoints.firstIndex).toBe(next);
      next += newPoints.count;
    }
    const fractions = reports.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    const steps = reports.map(({ stepsDone }) => stepsDone);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });

  it('waits for the host between chunks', async () => {
    let waiting = false;
    await execute(specification, {
      chunkWork: 1,
      onProgress: async () => {
        expect(waiting).toBe(false);
        waiting = true;
        await new Promise((resolve) => setImmediate(resolve));
        waiting = false;
      },
    });
  });

  it('stops when its signal is aborted, with the reason', async () => {
    const controller = new AbortController();
    const stopped = execute(specification, {
      chunkWork: 1,
      signal: controller.signal,
      onProgress: () => controller.abort('the user changed their mind'),
    });
    await expect(stopped).rejects.toThrow(ExecutionAbortedError);
    await expect(stopped).rejects.toThrow(/stopped before it was finished \("the user changed their mind"\)/);
    await expect(stopped).rejects.toMatchObject({ reason: 'the user changed their mind' });
  });

  it('does not start when its signal is aborted already', async () => {
    let progress = 0;
    const stopped = execute(specification, {
      signal: AbortSignal.abort(),
      onProgress: () => void progress++,
    });
    await expect(stopped).rejects.toThrow(ExecutionAbortedError);
    expect(progress).toBe(0);
  });

  it('passes on what the host throws while it is told of progress', async () => {
    const failing = execute(specification, {
      onProgress: () => Promise.reject(new Error('the socket is gone')),
    });
    await expect(failing).rejects.toThrow('the socket is gone');
  });
});

describe('a run that is finished in its last chunk', () => {
  it('is not lost to a signal aborted in the last report', async () => {
    const controller = new AbortController();
    const { points } = await execute(simulation(), {
      chunkWork: 1e9,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    expect(points.count).toBe(4);
  });
});

describe('replicas', () => {
  it('share their start and draw different samples', async () => {
    const results = await Promise.all([0, 1, 2].map((replica) => execute(simulation({ replica }))));
    const curves = results.map(({ specification, points }) => riskOf(specification, points));
    const { standardError } = aggregate(curves);
    expect(standardError[0]).toBe(0);
    expect(standardError[3]).toBeGreaterThan(0);
  });

  it('start where theory starts, at every d and noise', async () => {
    const starts = await Promise.all(
      [
        simulation({ observables: 'overlaps' }),
        simulation({ observables: 'overlaps', inputDimension: 500, noise: 0 }),
        simulation({ observables: 'overlaps', inputDimension: 3 }),
        theory({ observables: 'overlaps' }),
      ].map((run) => execute(run)),
    );
    const [first, ...others] = starts.map(({ points }) => [...points.data.subarray(0, 9)]);
    // The engines recompute Ω⁰ from a factor of it: equal up to rounding.
    for (const other of others) {
      other.forEach((value, index) => expect(value).toBeCloseTo(first[index], 14));
    }
  });
});

describe('output times', () => {
  it('that fall on the same step have the same record', async () => {
    const run = simulation({ times: [0, 0.01, 0.02, 0.1, 0.11, 1] });
    expect(run.times.map((_, index) => stepOfTime(run, index))).toEqual([0, 0, 0, 1, 1, 10]);
    const { points } = await execute(run);
    expect(points.data[1]).toBe(points.data[0]);
    expect(points.data[2]).toBe(points.data[0]);
    expect(points.data[4]).toBe(points.data[3]);
    expect(points.data[3]).not.toBe(points.data[2]);
  });

  it('may all fall on the start', async () => {
    const fractions: number[] = [];
    const { points } = await execute(simulation({ times: [0, 0.01, 0.02] }), {
      chunkWork: 1e-3,
      onProgress: ({ fraction }) => void fractions.push(fraction),
    });
    expect(new Set(points.data).size).toBe(1);
    expect(fractions).toEqual([0, 0, 1]);
  });

  it('may all be zero', async () => {
    for (const run of [simulation({ times: [0] }), theory({ times: [0] })]) {
      expect((await execute(run)).points.count).toBe(1);
    }
  });

  it('do not change the curve that they sample, but for its samples', async () => {
    // Output times belong to the identity, so another grid means other samples, never another law or start.
    const coarse = await execute(theory({ times: [0, 1] }));
    const fine = await execute(theory({ times: [0, 0.3, 0.7, 1] }));
    expect(fine.points.data[3]).toBeCloseTo(coarse.points.data[1], 9);
  });
});

describe('a run that diverges', () => {
  it('ends with an error that says where and what to do', async () => {
    const run = simulation({ learningRatePrefactor: 1e200, noise: 1e200 });
    await expect(execute(run)).rejects.toThrow(NonFiniteResultError);
    await expect(execute(run)).rejects.toThrow(/smaller learning rate|Lower learningRatePrefactor/);
  });
});

import { describe, expect, it } from 'vitest';
import {
  encodeRunResult,
  execute,
  executeTogether,
  ExecutionAbortedError,
  NonFiniteResultError,
  type CurvePoints,
  type SimulationSpecification,
} from '../../src/index.ts';
import { simulation } from '../sample-runs.ts';

const replicas = (
  count: number,
  overrides: Parameters<typeof simulation>[0] = {},
): SimulationSpecification[] =>
  Array.from({ length: count }, (_, replica) =>
    simulation({ observables: 'overlaps', times: [0, 1, 10, 40], replica, ...overrides }),
  );

const variants: [string, Parameters<typeof simulation>[0]][] = [
  ['projected', {}],
  ['direct', { engine: 'direct' }],
  ['relu, lazily', { activation: 'relu', training: 'lazy' }],
  [
    'mini-batches, trained outputs, decay',
    { batchSize: 3, secondLayer: { kind: 'trained', rate: 0.5 }, weightDecay: 0.1 },
  ],
  ['power law', { inputs: { kind: 'power-law', exponent: 1 } }],
];

describe.each(variants)('replicas executed together: %s', (_, overrides) => {
  it.each([1, 2, 3, 5])('%i of them have the bits that each has alone', async (count) => {
    const runs = replicas(count, overrides);
    const outcomes = await executeTogether(
      runs,
      runs.map(() => ({})),
      undefined,
      50,
    );
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === 'rejected') throw outcome.reason;
      expect(encodeRunResult(outcome.value)).toEqual(encodeRunResult(await execute(runs[index])));
    }
  });

  it('leave checkpoints from which each goes on alone to the same bits', async () => {
    const runs = replicas(2, overrides);
    const checkpoints: Uint8Array[] = [];
    await executeTogether(
      runs,
      runs.map((__, index) => ({
        onProgress: (progress) => {
          if (progress.fraction > 0.3) checkpoints[index] ??= progress.checkpoint();
        },
      })),
      undefined,
      20,
    );
    for (const [index, run] of runs.entries()) {
      const resumed = await execute(run, { checkpoint: checkpoints[index] });
      expect(encodeRunResult(resumed)).toEqual(encodeRunResult(await execute(run)));
    }
  });
});

describe('replicas executed together', () => {
  it('tell their progress each on its own, every point once', async () => {
    const runs = replicas(2);
    const points: CurvePoints[][] = [[], []];
    const fractions: number[][] = [[], []];
    const outcomes = await executeTogether(
      runs,
      runs.map((_, index) => ({
        onProgress: ({ newPoints, fraction }) => {
          points[index].push(newPoints);
          fractions[index].push(fraction);
        },
      })),
      undefined,
      30,
    );
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === 'rejected') throw outcome.reason;
      const told = points[index].flatMap(({ data }) => Array.from(data));
      expect(told).toEqual(Array.from(outcome.value.points.data));
      expect(fractions[index]).toEqual(fractions[index].toSorted((a, b) => a - b));
      expect(fractions[index].at(-1)).toBe(1);
    }
  });

  it('go on when one of them is aborted, with the same bits', async () => {
    const runs = replicas(2);
    const stopping = new AbortController();
    const [aborted, other] = await executeTogether(
      runs,
      [
        {
          signal: stopping.signal,
          onProgress: ({ fraction }) => {
            if (fraction > 0.2) stopping.abort();
          },
        },
        {},
      ],
      undefined,
      20,
    );
    expect(aborted.status === 'rejected' && aborted.reason).toBeInstanceOf(ExecutionAbortedError);
    if (other.status === 'rejected') throw other.reason;
    expect(encodeRunResult(other.value)).toEqual(encodeRunResult(await execute(runs[1])));
  });

  it('are told of as soon as each of them ends', async () => {
    const runs = replicas(2);
    const stopping = new AbortController();
    const ends: [index: number, stepOfOther: number][] = [];
    let stepOfOther = 0;
    await executeTogether(
      runs,
      [
        { signal: stopping.signal, onProgress: () => stopping.abort() },
        { onProgress: ({ stepsDone }) => void (stepOfOther = stepsDone) },
      ],
      (index) => ends.push([index, stepOfOther]),
      20,
    );
    expect(ends.map(([index]) => index)).toEqual([0, 1]);
    expect(ends[0][1]).toBeLessThan(ends[1][1]);
  });

  it('stop when all are aborted, and before they begin', async () => {
    const runs = replicas(2);
    const options = runs.map(() => ({ signal: AbortSignal.abort() }));
    const outcomes = await executeTogether(runs, options);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('end on their own when they diverge', async () => {
    const runs = replicas(2, { activation: 'quadratic', learningRatePrefactor: 1e3, times: [0, 100] });
    const outcomes = await executeTogether(runs, [{}, {}]);
    for (const outcome of outcomes) {
      expect(outcome.status === 'rejected' && outcome.reason).toBeInstanceOf(NonFiniteResultError);
    }
  });

  it('must be replicas of one simulation', async () => {
    const runs = [simulation(), simulation({ noise: 0.5 })];
    await expect(executeTogether(runs, [{}, {}])).rejects.toThrow(/2 different simulations/);
  });
});

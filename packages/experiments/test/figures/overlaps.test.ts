import { describe, expect, it } from 'vitest';
import { execute, overlapsAt, overlapsData } from '../../src/index.ts';
import { simulation, theory } from '../sample-runs.ts';
import { overlapResultOf } from './made-up-results.ts';

const kept = { widthPrefactor: 4, observables: 'overlaps' as const, times: [0, 0.5, 1, 3] };

/** Units 1 and 3 turn to teacher 0 (3 closer), unit 2 to teacher 1, and unit 0 leaves it for teacher 1 at the end. */
const specialising = overlapResultOf(simulation(kept), (time) => ({
  Q: [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => (i === j ? 4 : 0.1 * (i + j)))),
  M: [time < 3 ? [1.5, 0] : [0.1, 1.6], [1.2, 0.1], [0.1, 1.9], [1.3, 0]],
}));

describe('overlap matrices in time', () => {
  it('list students by the teacher they end closest to, the closest first, in the same order at all times', () => {
    const data = overlapsData([specialising], [0, 3]);
    expect(data?.order).toEqual([3, 1, 2, 0]);
    expect(data?.teachers).toEqual([0, 0, 1, 1]);
    const [start, end] = data?.frames ?? [];
    expect(start.M).toEqual([
      [1.3, 0],
      [1.2, 0.1],
      [0.1, 1.9],
      [1.5, 0],
    ]);
    expect(end.M.at(-1)).toEqual([0.1, 1.6]);
    expect(end.Q[0]).toEqual([4, 0.1 * 4, 0.1 * 5, 0.1 * 3]);
    expect(end).toMatchObject({ time: 3, risk: 0.125 });
  });

  it('are shown at the output times nearest to those asked for, each once, in the order of time', () => {
    const times = (asked: number[]) => overlapsData([specialising], asked)?.frames.map(({ time }) => time);
    expect(times([100, 0.01, 0.9, 1.1])).toEqual([0.5, 1, 3]);
    expect(times([0])).toEqual([0]);
    // √3 is the middle of 1 and 3 on a logarithmic axis.
    expect(times([1.72])).toEqual([1]);
    expect(times([1.74])).toEqual([3]);
  });

  it('are those of the first replica of a simulation, whatever order results come in', async () => {
    const runs = [theory(kept), simulation({ ...kept, replica: 1 }), simulation(kept)];
    const results = await Promise.all(runs.map((run) => execute(run)));
    const data = overlapsData(results, [3]);
    expect(data).toMatchObject({ source: 'simulation', replica: 0, regime: 'plateau', timeStep: 0.1 });
    const overlaps = overlapsAt(results[2], 3);
    const [{ Q, M }] = data?.frames ?? [];
    data?.order.forEach((unit, row) => {
      expect(M[row]).toEqual([...(overlaps?.M.subarray(2 * unit, 2 * unit + 2) ?? [])]);
      expect(Q[row][row]).toBe(overlaps?.Q[5 * unit]);
    });
  });

  it('are those of theory where nothing was simulated with its overlaps', async () => {
    const curve = await execute(theory({ ...kept, equations: 'limit' }));
    const risks = await execute(simulation({ times: [0, 1] }));
    expect(overlapsData([risks, curve], [1])).toMatchObject({
      source: 'limit',
      replica: null,
      timeStep: null,
    });
    expect(overlapsData([risks], [1])).toBeNull();
    expect(overlapsData([], [1])).toBeNull();
  });

  it('are plain data', () => {
    const data = overlapsData([specialising], [0, 1]);
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });
});

describe('a unit that points away from a teacher', () => {
  const opposite = (options: object) =>
    overlapResultOf(
      simulation({ widthPrefactor: 1, observables: 'overlaps', times: [1], ...options }),
      () => ({
        Q: [[1]],
        M: [[0.1, -0.9]],
      }),
    );

  it('is far from it where output weights are fixed to one', () => {
    expect(overlapsData([opposite({})], [1])?.teachers).toEqual([0]);
    expect(overlapsData([opposite({ activation: 'relu' })], [1])?.teachers).toEqual([0]);
  });

  it('is close to it where its sign says nothing', () => {
    expect(overlapsData([opposite({ activation: 'quadratic' })], [1])?.teachers).toEqual([1]);
    const secondLayer = { kind: 'fixed', student: [-1], teacher: null } as const;
    expect(overlapsData([opposite({ secondLayer })], [1])?.teachers).toEqual([1]);
  });
});

import type { ExperimentSummary, Frame, NodeSummary, RunSummary, RunUpdate } from '@crossover/protocol';
import { describe, expect, it } from 'vitest';
import { applyFrame, emptyLaboratory, fromAnswer, newestFirst } from '../src/model/laboratory.ts';
import { addPoints } from '../src/model/run-curve.ts';

const summary = (id: string, createdAt = '2026-11-23T12:00:00.000Z'): ExperimentSummary => ({
  id,
  name: id,
  title: '',
  question: '',
  state: 'running',
  createdAt,
  finishedAt: null,
  runs: { total: 2, queued: 0, running: 2, finished: 0, failed: 0, cancelled: 0, paused: 0 },
  priority: 'normal',
  verification: { share: 0, verified: 0, mismatches: 0, waiting: 0 },
  fraction: 0.5,
  secondsLeft: null,
  points: { regimes: ['plateau'], positions: [] },
});

const run = (id: string, state: RunSummary['state'] = 'queued'): RunSummary => ({
  id,
  specification: { kind: 'simulation' },
  state,
  fraction: 0,
  node: null,
  attempt: null,
  pointsDone: 0,
  error: null,
  secondsSpent: null,
});

const withoutSpecification = ({ specification: _specification, ...update }: RunSummary): RunUpdate => update;

const node: NodeSummary = {
  id: 'n',
  name: 'n',
  threads: 2,
  busyThreads: 1,
  stepsPerSecond: 1e6,
  connected: true,
  silent: false,
  state: 'active',
  reason: null,
  speed: null,
  lastHeardAt: '2026-11-23T12:00:00.000Z',
  softwareVersion: '0.1.0',
  runs: [],
};

const frame = (parts: Partial<Frame> = {}): Frame => ({
  sequence: 1,
  experiments: [],
  removed: [],
  ...parts,
});

const watching = () =>
  fromAnswer({
    experiments: [summary('a'), summary('b')],
    nodes: [node],
    detail: {
      summary: summary('a'),
      specification: { name: 'a' },
      runs: [run('r1'), run('r2')],
      points: [{ runId: 'r1', firstIndex: 0, risk: [0.5, 0.4] }],
      runsToFollow: 0,
    },
  });

describe('a curve in pieces', () => {
  it('grows, and replaces from the first index of a piece on', () => {
    expect(addPoints([1, 2], 2, [3])).toEqual([1, 2, 3]);
    expect(addPoints([1, 2, 3], 1, [9])).toEqual([1, 9]);
    expect(addPoints([1, 2, 3], 0, [7])).toEqual([7]);
  });

  it('leaves a gap for points that have not come, and nothing changes for none', () => {
    expect(addPoints([1], 3, [4])).toEqual([1, NaN, NaN, 4]);
    const curve = [1, 2];
    expect(addPoints(curve, 0, [])).toBe(curve);
  });
});

describe('what a viewer knows', () => {
  it('is everything anew with an answer', () => {
    const laboratory = watching();
    expect([...laboratory.experiments.keys()]).toEqual(['a', 'b']);
    expect(laboratory.watched?.curves.get('r1')).toEqual([0.5, 0.4]);
    expect(fromAnswer({ experiments: [], nodes: [] })).toEqual(emptyLaboratory);
  });

  it('replaces nodes that have changed, and drops those that are gone', () => {
    const other = { ...node, id: 'another' };
    const both = applyFrame(watching(), frame({ nodes: [other, { ...node, busyThreads: 1 }] }));
    expect(both.nodes.map(({ id, busyThreads }) => [id, busyThreads])).toEqual([
      [node.id, 1],
      ['another', other.busyThreads],
    ]);
    expect(applyFrame(both, frame({ removedNodes: [node.id] })).nodes).toEqual([other]);
  });

  it('keeps as the same object what a frame does not mention', () => {
    const before = watching();
    const after = applyFrame(before, frame({ nodes: [{ ...node, id: 'another' }] }));
    expect(after.nodes).toHaveLength(2);
    expect(after.experiments).toBe(before.experiments);
    expect(after.watched).toBe(before.watched);
  });

  it('keeps the specification of a run when an update leaves it out', () => {
    const update = withoutSpecification(run('r2', 'running'));
    const { watched } = applyFrame(watching(), frame({ runs: [update] }));
    expect(watched?.runs.get('r2')).toMatchObject({
      state: 'running',
      specification: { kind: 'simulation' },
    });
  });

  it('takes in runs that follow later, and leaves out updates of runs it does not know', () => {
    const unknown = withoutSpecification(run('r9'));
    const { watched } = applyFrame(watching(), frame({ runs: [run('r3'), unknown] }));
    expect([...(watched?.runs.keys() ?? [])]).toEqual(['r1', 'r2', 'r3']);
  });

  it('changes the curves of the runs that have new points and no others', () => {
    const before = watching();
    const { watched } = applyFrame(before, frame({ points: [{ runId: 'r2', firstIndex: 0, risk: [0.9] }] }));
    expect(watched?.curves.get('r2')).toEqual([0.9]);
    expect(watched?.curves.get('r1')).toBe(before.watched?.curves.get('r1'));
  });

  it('loses what was removed, the watched experiment too', () => {
    const after = applyFrame(watching(), frame({ removed: ['a'] }));
    expect([...after.experiments.keys()]).toEqual(['b']);
    expect(after.watched).toBeNull();
  });

  it('lists the newest experiment first', () => {
    const laboratory = fromAnswer({
      experiments: [summary('old', '2026-01-01T00:00:00.000Z'), summary('new', '2026-02-01T00:00:00.000Z')],
      nodes: [],
    });
    expect(newestFirst(laboratory).map(({ id }) => id)).toEqual(['new', 'old']);
  });
});

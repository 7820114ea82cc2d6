import { float64FromBytes, type Assignment, type ExperimentDetail } from '@crossover/protocol';
import { computePartly } from '../../computing.ts';
import { leaseOf } from '../stage.ts';
import type { CoordinatorCheck } from './coordinator-check.ts';

function curveOf({ points }: ExperimentDetail, runId: string): number[] {
  const curve: number[] = [];
  for (const { firstIndex, risk } of points.filter((stretch) => stretch.runId === runId)) {
    risk.forEach((value, index) => (curve[firstIndex + index] = value));
  }
  return curve;
}

const isSame = (found: readonly number[], needed: Float64Array) =>
  found.length === needed.length && found.every((value, index) => Object.is(value, needed[index]));

export const reports: CoordinatorCheck = {
  name: 'it keeps what a report says, once',
  shows: ['C-21', 'C-23', 'C-24'],
  async play(stage, judge) {
    const experiment = await stage.experiment();
    const node = await stage.node();
    const assignment = await stage.leaseOne(node);
    judge.expect('C-21', assignment.checkpoint === null, 'no checkpoint of a new run', assignment);
    const lease = leaseOf(assignment);
    const early = await computePartly(assignment.specification);
    const late = await computePartly(assignment.specification, { from: 0.6 });
    const send = async (sequence: number, { fraction, points, checkpoint }: typeof early) =>
      node.tell('C-23', 'report', { ...lease, sequence, fraction, stepsPerSecond: 1, points, checkpoint });

    const first = await send(1, early);
    judge.expect('C-23', first.continue, 'a report of the right attempt is to go on', first);
    const isShown = async (id: 'C-23' | 'C-24', needed: typeof early) => {
      const detail = await stage.http.detail(experiment.id);
      const run = detail.runs.find(({ id: runId }) => runId === lease.runId);
      const curve = curveOf(detail, lease.runId);
      const values = float64FromBytes(needed.points.data);
      judge.expect(
        id,
        run?.fraction === needed.fraction && isSame(curve, values),
        `the run is shown with ${values.length} points and the fraction ${needed.fraction}`,
        { fraction: run?.fraction, points: curve.length },
      );
    };
    await isShown('C-23', early);
    const repeated = await send(1, late);
    judge.expect('C-24', repeated.continue, 'a repeated report is acknowledged alike', repeated);
    await isShown('C-24', early);
    await send(2, late);
    await isShown('C-23', late);

    await node.tell('C-34', 'release', lease);
    const again = await stage.leaseOne(node);
    judge.expect(
      'C-21',
      isCheckpoint(again, late.checkpoint),
      'the last checkpoint that was acknowledged comes with the run',
      again.checkpoint === null ? 'none' : `another one of ${again.checkpoint.byteLength} bytes`,
    );
  },
};

export function isCheckpoint({ checkpoint }: Assignment, needed: Uint8Array): boolean {
  return checkpoint !== null && Buffer.from(checkpoint).equals(needed);
}

export const wrongPoints: CoordinatorCheck = {
  name: 'it refuses points that do not fit the run',
  shows: ['C-25'],
  async play(stage, judge) {
    await stage.experiment();
    const node = await stage.node();
    const assignment = await stage.leaseOne(node);
    const report = { ...leaseOf(assignment), fraction: 0.1, stepsPerSecond: 1, checkpoint: null };
    for (const [sequence, points] of [
      [1, { firstIndex: 0, count: 2, data: new Uint8Array(8) }],
      [2, { firstIndex: 0, count: 1, data: new Uint8Array(7) }],
      [3, { firstIndex: 1900, count: 1, data: new Uint8Array(8) }],
    ] as const) {
      const answer = await node.ask('report', { ...report, sequence, points });
      judge.expect(
        'C-25',
        !answer.ok && answer.error.code === 'result-mismatch',
        `${points.count} points from ${points.firstIndex} on in ${points.data.length} bytes are refused with result-mismatch`,
        answer,
      );
    }
    const { continue: goesOn } = await node.tell('C-25', 'report', { ...report, sequence: 4, points: null });
    judge.expect('C-25', goesOn, 'the attempt goes on after a refused report', 'continue: false');
  },
};

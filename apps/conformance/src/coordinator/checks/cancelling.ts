import { computePartly, computeRun } from '../../computing.ts';
import { until } from '../../until.ts';
import { leaseOf } from '../stage.ts';
import type { CoordinatorCheck } from './coordinator-check.ts';

export const gracefulCancel: CoordinatorCheck = {
  name: 'it asks for a last checkpoint of runs that are cancelled',
  shows: ['C-37', 'C-38'],
  async play(stage, judge) {
    const experiment = await stage.experiment();
    const node = await stage.node();
    const assignment = await stage.leaseOne(node);
    const lease = leaseOf(assignment);
    const partly = computePartly(assignment.specification);
    await stage.http.steer(experiment.id, 'cancel');
    const patience = stage.coordinator.patienceMilliseconds;
    const cancel = await until(() => node.cancels[0], patience);
    judge.expect(
      'C-37',
      cancel?.runId === lease.runId &&
        cancel.attempt.jobId === lease.attempt.jobId &&
        cancel.attempt.retryCount === lease.attempt.retryCount &&
        cancel.graceful,
      '"cancel" of this attempt with graceful: true',
      cancel ?? 'nothing',
    );
    const { fraction, points, checkpoint } = await partly;
    const report = { ...lease, sequence: 1, fraction, stepsPerSecond: 1, points, checkpoint };
    await node.tell('C-38', 'report', report);
    const { accepted } = await node.tell('C-38', 'release', lease);
    judge.expect('C-38', accepted, 'the release is accepted', 'accepted: false');
    const run = await until(async () => {
      const found = await stage.run(experiment.id, lease.runId);
      return found?.state === 'cancelled' ? found : undefined;
    }, patience);
    judge.expect('C-38', run !== undefined, 'the run is cancelled', 'it is not');
    const { assignments } = await node.tell('C-38', 'lease', { capacity: 1 });
    judge.expect('C-38', assignments.length === 0, 'it is not given out again', assignments);
    await stage.http.steer(experiment.id, 'resume');
    const [resumed] = await stage.lease(node, 1);
    judge.expect(
      'C-38',
      resumed?.checkpoint !== null &&
        resumed !== undefined &&
        Buffer.from(resumed.checkpoint).equals(checkpoint),
      'once resumed it goes on from its last report',
      resumed ?? 'it was not given out',
    );
  },
};

export const immediateCancel: CoordinatorCheck = {
  name: 'it ends runs at once when it is asked to',
  shows: ['C-37', 'C-39'],
  async play(stage, judge) {
    const experiment = await stage.experiment();
    const node = await stage.node();
    const assignment = await stage.leaseOne(node);
    const lease = leaseOf(assignment);
    const { bytes, digest } = await computeRun(assignment.specification);
    await stage.http.steer(experiment.id, 'cancel', { now: true });
    const cancel = await until(() => node.cancels[0], stage.coordinator.patienceMilliseconds);
    judge.expect(
      'C-37',
      cancel?.runId === lease.runId && !cancel.graceful,
      '"cancel" of this attempt with graceful: false',
      cancel ?? 'nothing',
    );
    const report = {
      ...lease,
      sequence: 1,
      fraction: 0.5,
      stepsPerSecond: 1,
      points: null,
      checkpoint: null,
    };
    const late = await node.tell('C-39', 'report', report);
    judge.expect('C-39', !late.continue, 'a report of a cancelled attempt is told to stop', late);
    const message = { ...lease, result: bytes, digest, seconds: 0.01 };
    const completed = await node.tell('C-39', 'complete', message);
    judge.expect('C-39', !completed.accepted, 'a result of a cancelled attempt is not accepted', completed);
    const run = await stage.run(experiment.id, lease.runId);
    judge.expect('C-39', run?.state === 'cancelled', 'the run stays cancelled', run);
  },
};

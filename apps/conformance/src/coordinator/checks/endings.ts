import { createHash } from 'node:crypto';
import type { RunState } from '@crossover/protocol';
import { computePartly, computeRun } from '../../computing.ts';
import { until } from '../../until.ts';
import { leaseOf } from '../stage.ts';
import type { CoordinatorCheck } from './coordinator-check.ts';

/** The longest that a run may wait after its first error, and its second, in milliseconds. */
const FIRST_WAIT = 4_000;
const SECOND_WAIT = 16_000;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

export const results: CoordinatorCheck = {
  name: 'it keeps a right result, and no other',
  shows: ['C-26', 'C-27', 'C-28', 'C-29', 'C-39'],
  async play(stage, judge) {
    const experiment = await stage.experiment();
    const node = await stage.node();
    const assignment = await stage.leaseOne(node);
    const lease = leaseOf(assignment);
    const { bytes, digest } = await computeRun(assignment.specification);
    const message = { ...lease, result: bytes, digest, seconds: 0.01 };
    const stateIs = async (id: 'C-26' | 'C-27' | 'C-28', needed: RunState) => {
      const state = (await stage.run(experiment.id, lease.runId))?.state;
      judge.expect(id, state === needed, `the run is ${needed}`, state ?? 'no such run');
    };

    const damaged = await node.ask('complete', { ...message, digest: sha256(Uint8Array.of(1)) });
    const isDamaged = !damaged.ok && damaged.error.code === 'digest-mismatch';
    judge.expect('C-26', isDamaged, 'another digest is refused with digest-mismatch', damaged);
    await stateIs('C-26', 'running');

    for (const result of [bytes.slice(0, -8), new Uint8Array(bytes.length)]) {
      const wrong = await node.ask('complete', { ...message, result, digest: sha256(result) });
      const isWrong = !wrong.ok && wrong.error.code === 'result-mismatch';
      judge.expect('C-27', isWrong, 'other bytes are refused with result-mismatch', wrong);
    }
    await stateIs('C-27', 'running');

    const first = await node.tell('C-28', 'complete', message);
    judge.expect('C-28', first.accepted, 'the right result is accepted', first);
    await stateIs('C-28', 'finished');
    const kept = await stage.http.result(lease.runId);
    judge.expect(
      'C-28',
      kept !== undefined && Buffer.from(kept).equals(bytes),
      'the same bytes are handed out',
      kept === undefined ? 'no result' : `other ${kept.length} bytes`,
    );
    const second = await node.tell('C-29', 'complete', message);
    judge.expect('C-29', second.accepted, 'the same delivery is accepted again', second);

    const report = {
      ...lease,
      sequence: 9,
      fraction: 0.9,
      stepsPerSecond: 1,
      points: null,
      checkpoint: null,
    };
    const late = await node.tell('C-39', 'report', report);
    judge.expect('C-39', !late.continue, 'a report after the end is told to stop', late);
    const failure = { ...lease, error: { name: 'Error', message: 'late' }, retryable: false };
    const failed = await node.tell('C-39', 'fail', failure);
    judge.expect('C-39', !failed.accepted, 'a failure after the end is not accepted', failed);
    const released = await node.tell('C-39', 'release', lease);
    judge.expect('C-39', !released.accepted, 'a release after the end is not accepted', released);
    await stateIs('C-28', 'finished');
  },
};

export const passingErrors: CoordinatorCheck = {
  name: 'it tries again what failed for a passing reason',
  shows: ['C-30', 'C-33'],
  async play(stage, judge) {
    const experiment = await stage.experiment();
    const node = await stage.node();
    const first = await stage.leaseOne(node);
    const lease = leaseOf(first);
    const { fraction, points, checkpoint } = await computePartly(first.specification);
    const report = { ...lease, sequence: 1, fraction, stepsPerSecond: 1, points, checkpoint };
    await node.tell('C-23', 'report', report);
    const error = { name: 'CheckpointRefusedError', message: 'it cannot be read' };
    const { accepted } = await node.tell('C-30', 'fail', { ...lease, error, retryable: true });
    judge.expect('C-30', accepted, 'the failure is accepted', 'accepted: false');
    const run = await stage.run(experiment.id, lease.runId);
    judge.expect('C-30', run?.state === 'queued', 'the run waits for another attempt', run);
    const patience = FIRST_WAIT + stage.coordinator.patienceMilliseconds;
    const again = await stage.leaseOne(node, 'C-30', patience);
    judge.expect('C-33', again.checkpoint === null, 'it comes without the refused checkpoint', again);
  },
};

export const manyErrors: CoordinatorCheck = {
  name: 'it gives a run up that fails again and again',
  slow: 'up to half a minute',
  shows: ['C-31'],
  async play(stage, judge) {
    const experiment = await stage.experiment();
    const node = await stage.node();
    for (const wait of [0, FIRST_WAIT, SECOND_WAIT]) {
      const patience = wait + stage.coordinator.patienceMilliseconds;
      const assignment = await stage.leaseOne(node, 'C-31', patience);
      const error = { name: 'Error', message: 'it failed' };
      await node.tell('C-31', 'fail', { ...leaseOf(assignment), error, retryable: true });
    }
    const [run] = await stage.http.runs(experiment.id);
    judge.expect('C-31', run?.state === 'failed', 'the run has failed after three errors', run);
  },
};

export const lastingErrors: CoordinatorCheck = {
  name: 'it gives a run up that failed for good',
  shows: ['C-32'],
  async play(stage, judge) {
    const experiment = await stage.experiment();
    const node = await stage.node();
    const assignment = await stage.leaseOne(node);
    const error = { name: 'NonFiniteResultError', message: 'the risk left the range of numbers' };
    await node.tell('C-32', 'fail', { ...leaseOf(assignment), error, retryable: false });
    const run = await until(async () => {
      const found = await stage.run(experiment.id, assignment.runId);
      return found?.state === 'failed' ? found : undefined;
    }, stage.coordinator.patienceMilliseconds);
    judge.expect(
      'C-32',
      run?.error?.name === error.name && run.error.message.includes(error.message),
      `the run has failed with ${error.name}: ${error.message}`,
      run ?? 'it has not failed',
    );
  },
};

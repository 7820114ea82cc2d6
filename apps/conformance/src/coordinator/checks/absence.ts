import { computePartly, computeRun } from '../../computing.ts';
import { isLater, leaseOf } from '../stage.ts';
import type { CoordinatorCheck } from './coordinator-check.ts';
import { isCheckpoint } from './reports.ts';

export const returning: CoordinatorCheck = {
  name: 'it lets a node come back to its runs',
  shows: ['C-15', 'C-16', 'C-40'],
  async play(stage, judge) {
    await stage.experiment({ replicas: 2 });
    const node = await stage.node();
    const [kept, lost] = [await stage.leaseOne(node), await stage.leaseOne(node)];
    const never = { ...leaseOf(kept), runId: 'f'.repeat(64) };
    node.close();
    const back = await stage.connectNode(node.id);
    const answer = await back.hello([leaseOf(kept), never]);
    judge.expect('C-40', answer.keep.includes(kept.runId), 'the run that it claims is kept', answer);
    judge.expect(
      'C-15',
      answer.keep.length === 1 && answer.drop.length === 1 && answer.drop[0] === never.runId,
      'keep names the run that is its own, drop the one that it never had',
      answer,
    );
    const { bytes, digest } = await computeRun(kept.specification);
    const message = { ...leaseOf(kept), result: bytes, digest, seconds: 0.01 };
    const completed = await back.tell('C-40', 'complete', message);
    judge.expect('C-40', completed.accepted, 'it can complete the run', completed);

    const other = await stage.node();
    const [again] = await stage.lease(other, 1);
    judge.expect(
      'C-16',
      again?.runId === lost.runId && isLater(again.attempt, lost.attempt),
      'the run that it does not claim is given to somebody else at once',
      again ?? 'nothing',
    );
  },
};

export const fencing: CoordinatorCheck = {
  name: 'it gives the runs of a lost node away, and lets it do no harm when it wakes up',
  shows: ['C-15', 'C-21', 'C-39', 'C-40', 'C-41'],
  async play(stage, judge) {
    const experiment = await stage.experiment();
    const sleeper = await stage.node();
    const old = await stage.leaseOne(sleeper);
    const partly = await computePartly(old.specification);
    const { fraction, points, checkpoint } = partly;
    const report = { ...leaseOf(old), sequence: 1, fraction, stepsPerSecond: 1, points, checkpoint };
    await sleeper.tell('C-23', 'report', report);
    sleeper.close();

    const heir = await stage.node();
    const early = await heir.tell('C-18', 'lease', { capacity: 1 });
    judge.expect('C-40', early.assignments.length === 0, 'its run waits for it at first', early);
    const { graceMilliseconds, patienceMilliseconds } = stage.coordinator;
    const taken = await stage.leaseOne(heir, 'C-41', graceMilliseconds + patienceMilliseconds);
    judge.expect('C-21', isCheckpoint(taken, checkpoint), 'it comes from its last checkpoint', taken);
    const failures = await stage.http.failures(experiment.id);
    judge.expect('C-41', failures.length === 0, 'the loss of a node is no error', failures);

    const woken = await stage.connectNode(sleeper.id);
    const { keep, drop } = await woken.hello([leaseOf(old)]);
    judge.expect('C-15', keep.length === 0 && drop[0] === old.runId, 'the old attempt is dropped', {
      keep,
      drop,
    });
    const { bytes, digest } = await computeRun(old.specification);
    const late = await woken.tell('C-39', 'report', { ...report, sequence: 2 });
    judge.expect('C-39', !late.continue, 'a report of the old attempt is told to stop', late);
    const result = { result: bytes, digest, seconds: 0.01 };
    const error = { name: 'Error', message: 'late' };
    for (const [event, message] of [
      ['complete', { ...leaseOf(old), ...result }],
      ['fail', { ...leaseOf(old), error, retryable: false }],
      ['release', leaseOf(old)],
    ] as const) {
      const { accepted } = await woken.tell('C-39', event, message);
      judge.expect('C-39', !accepted, `"${event}" of the old attempt is not accepted`, 'accepted: true');
    }
    const run = await stage.run(experiment.id, old.runId);
    judge.expect(
      'C-39',
      run?.state === 'running' && run.node === heir.id,
      'the run stays with the other node',
      run,
    );
    const { accepted } = await heir.tell('C-39', 'complete', { ...leaseOf(taken), ...result });
    judge.expect('C-39', accepted, 'the other node completes it', 'accepted: false');
  },
};

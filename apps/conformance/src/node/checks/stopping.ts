import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { TIMINGS } from '@crossover/protocol';
import { messages } from '../../messages.ts';
import { endlessRun, longRun, offered } from '../runs.ts';
import type { NodeCheck } from './node-check.ts';

export const stopping: NodeCheck = {
  name: 'it stops what is not wanted any more',
  shows: ['N-8', 'N-29', 'N-30', 'N-31'],
  async play(stage, judge) {
    const { coordinator } = stage;
    const unwanted = offered(endlessRun(11));
    let toldAt = Infinity;
    coordinator.answers = ({ event, message }) => {
      if (event !== 'report' || message.runId !== unwanted.lease.runId) return undefined;
      toldAt = Math.min(toldAt, performance.now());
      return { ok: true, continue: false };
    };
    coordinator.offer(unwanted);
    await stage.reported(unwanted, 'N-29');
    const late = await stage.saidAfter(unwanted.lease, toldAt);
    judge.require('N-29', late.length === 0, 'nothing more after continue: false', late);

    const cancelled = coordinator.offer(offered(endlessRun(12)));
    await stage.reported(cancelled, 'N-29');
    const { lease } = cancelled;
    const another = { ...lease, attempt: { ...lease.attempt, retryCount: 5 }, graceful: false };
    const ignored = await coordinator.tell('cancel', another);
    judge.expect('N-8', isAcknowledgement(ignored), '"cancel" is acknowledged', ignored);
    const ignoredAt = performance.now();
    const goesOn = await stage.hears('report', lease, ({ at }) => at > ignoredAt);
    judge.expect('N-30', goesOn !== undefined, 'a run goes on when another attempt is cancelled', 'nothing');
    const obeyed = await coordinator.tell('cancel', { ...lease, graceful: false });
    judge.expect('N-8', isAcknowledgement(obeyed), '"cancel" is acknowledged', obeyed);
    const afterCancel = await stage.saidAfter(lease, performance.now());
    judge.require('N-30', afterCancel.length === 0, 'nothing more after cancel', afterCancel);

    const graceful = coordinator.offer(offered(endlessRun(13)));
    await stage.reported(graceful, 'N-31');
    await coordinator.tell('cancel', { ...graceful.lease, graceful: true });
    const released = await stage.hears('release', graceful.lease);
    judge.expect('N-31', released !== undefined, '"release" after a graceful cancel', 'nothing');
    const last = coordinator
      .about(graceful.lease.runId, graceful.lease.attempt)
      .findLast(({ event }) => event === 'report');
    judge.expect(
      'N-31',
      last?.event === 'report' && last.message.checkpoint !== null,
      'a checkpoint in the last report before it',
      last?.message,
    );
  },
};

function isAcknowledgement(answer: unknown): boolean {
  return (answer as { ok?: unknown } | undefined)?.ok === true;
}

export const attempts: NodeCheck = {
  name: 'it takes later attempts, and the same one twice',
  shows: ['N-32', 'N-33'],
  async play(stage, judge) {
    const { coordinator } = stage;
    const first = coordinator.offer(offered(endlessRun(14)));
    await stage.reported(first, 'N-32');
    const { jobId } = first.lease.attempt;
    const second = offered(endlessRun(14), { attempt: { jobId, retryCount: 1 } });
    coordinator.wants = ({ runId, attempt }) =>
      runId !== second.lease.runId || attempt.retryCount === second.lease.attempt.retryCount;
    coordinator.offer(second);
    const replaced = await stage.reported(second, 'N-32');
    const late = await stage.saidAfter(first.lease, replaced.at);
    judge.expect('N-32', late.length === 0, 'nothing more about the first attempt', late);
    await coordinator.tell('cancel', { ...second.lease, graceful: false });

    const run = coordinator.offer(offered(longRun(1), { attempt: { jobId: randomUUID(), retryCount: 0 } }));
    const { runId, attempt } = run.lease;
    await stage.until(() => coordinator.about(runId, attempt).length > 0);
    coordinator.offer(run);
    const completed = await stage.hears('complete', run.lease);
    const { digest } = await stage.computed(run);
    judge.expect(
      'N-33',
      completed?.message.digest === digest,
      'the right result of a run that was given twice',
      completed?.message ?? 'nothing',
    );
  },
};

export const leaving: NodeCheck = {
  name: 'it hands its runs back when it is stopped',
  shows: ['N-20'],
  async play(stage, judge) {
    const { coordinator, stopNode } = stage;
    if (stopNode === undefined) {
      judge.unseen('N-20', messages.cannotStop());
      return;
    }
    const run = coordinator.offer(offered(endlessRun(16)));
    await stage.reported(run, 'N-20');
    await stopNode();
    await delay(TIMINGS.reportMilliseconds / 5);
    const said = coordinator.about(run.lease.runId, run.lease.attempt);
    judge.expect('N-20', said.at(-1)?.event === 'release', '"release" before it goes', said.at(-1)?.event);
    const last = said.findLast(({ event }) => event === 'report');
    judge.expect(
      'N-20',
      last?.event === 'report' && last.message.checkpoint !== null,
      'a checkpoint in the last report before it',
      last?.message,
    );
  },
};

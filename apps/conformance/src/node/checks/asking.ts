import { TIMINGS } from '@crossover/protocol';
import { endlessRun, offered, shortRun } from '../runs.ts';
import type { NodeCheck } from './node-check.ts';

/** The longest that a node may be idle without asking for work, in milliseconds. */
const IDLE_MILLISECONDS = 15_000;
/** For the network, and a busy machine. */
const TOLERANCE_MILLISECONDS = 2_000;

export const idleness: NodeCheck = {
  name: 'it asks for work by itself while it is idle',
  shows: ['N-16'],
  async play(stage, judge) {
    const { coordinator } = stage;
    const askedSince = (moment: number) => () => coordinator.all('lease').some(({ at }) => at > moment);
    await stage.until(askedSince(0));
    const asked = await stage.until(
      askedSince(performance.now()),
      IDLE_MILLISECONDS + TOLERANCE_MILLISECONDS,
    );
    judge.expect('N-16', asked !== undefined, 'a "lease" within 15 s, without a hint', 'nothing');
  },
};

export const hints: NodeCheck = {
  name: 'it asks for work when it is told that there is some',
  shows: ['N-8', 'N-15'],
  async play(stage, judge) {
    const { coordinator } = stage;
    await stage.until(() => coordinator.all('lease').length > 0);
    const before = coordinator.all('lease').length;
    const acknowledged = (await coordinator.tell('work-available', {})) as { ok?: unknown } | undefined;
    judge.expect('N-8', acknowledged?.ok === true, '"work-available" is acknowledged', acknowledged);
    const asked = await stage.until(() => coordinator.all('lease').length > before, TOLERANCE_MILLISECONDS);
    judge.expect('N-15', asked !== undefined, 'a "lease" after "work-available"', 'nothing');
  },
};

export const rhythm: NodeCheck = {
  name: 'it tells in time how it gets on',
  shows: ['N-14', 'N-23', 'N-24'],
  async play(stage, judge) {
    const { coordinator } = stage;
    const run = coordinator.offer(offered(endlessRun(2)));
    const first = await stage.reported(run, 'N-14');
    // Another one finishes meanwhile: the heartbeats must be about what the node has now.
    const other = coordinator.offer(offered(shortRun(1)));
    const wanted = 3;
    const since = () => coordinator.all('heartbeat').filter(({ at }) => at > first.at);
    await stage.until(() => since().length >= wanted);
    const heartbeats = since();
    judge.require('N-14', heartbeats.length >= wanted, 'heartbeats while a run computes', 'none');
    const gaps = heartbeats.slice(1).map(({ at }, index) => at - heartbeats[index].at);
    judge.expect(
      'N-14',
      Math.max(...gaps) <= TIMINGS.heartbeatMilliseconds + TOLERANCE_MILLISECONDS,
      `a heartbeat every ${TIMINGS.heartbeatMilliseconds} ms`,
      gaps.map(Math.round),
    );
    const unmentioned = heartbeats.filter(
      ({ message }) => !message.runs.some(({ runId }) => runId === run.lease.runId),
    );
    judge.expect('N-14', unmentioned.length === 0, 'each lists the run', unmentioned[0]?.message);
    const completed = coordinator.about(other.lease.runId, other.lease.attempt).at(-1);
    const stale = heartbeats.filter(
      ({ at, message }) =>
        completed !== undefined &&
        at > completed.at + TOLERANCE_MILLISECONDS &&
        message.runs.some(({ runId }) => runId === other.lease.runId),
    );
    judge.expect('N-14', stale.length === 0, 'none lists a run that has ended', stale[0]?.message);

    const reports = coordinator.all('report').filter(({ message }) => message.runId === run.lease.runId);
    const milliseconds = reports[reports.length - 1].at - reports[0].at;
    const each = milliseconds / (reports.length - 1);
    judge.expect(
      'N-23',
      // Timers of the node may be a little early, and its clock another one.
      !(each < 0.9 * TIMINGS.reportMilliseconds),
      `a report every ${TIMINGS.reportMilliseconds} ms at most`,
      `one every ${Math.round(each)} ms`,
    );
    const checkpoints = reports.filter(({ message }) => message.checkpoint !== null);
    judge.expect(
      'N-24',
      checkpoints.length > 0,
      `a checkpoint about every ${TIMINGS.checkpointMilliseconds} ms`,
      `none in ${Math.round(milliseconds)} ms`,
    );
  },
};

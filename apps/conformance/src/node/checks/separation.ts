import { setTimeout as delay } from 'node:timers/promises';
import { WITHHELD } from '../played/played-coordinator.ts';
import { describeValue } from '../../report/describe-value.ts';
import { endlessRun, longRun, offered, shortRun } from '../runs.ts';
import type { NodeCheck } from './node-check.ts';

export const lostAnswers: NodeCheck = {
  name: 'it repeats what was not acknowledged, and drops what it may not keep',
  shows: ['N-9', 'N-13'],
  async play(stage, judge) {
    const { coordinator } = stage;
    const run = offered(endlessRun(21));
    let withheld: unknown;
    coordinator.answers = ({ event, message }) => {
      if (event !== 'report' || withheld !== undefined || message.sequence < 2) return undefined;
      withheld = message;
      setImmediate(() => coordinator.breakConnections());
      return WITHHELD;
    };
    coordinator.offer(run);
    await stage.until(() => withheld !== undefined);
    judge.present('N-9', withheld, 'two reports of the run');
    const repeated = await stage.until(() =>
      coordinator.all('report').find(({ connection }) => connection === 1),
    );
    judge.expect(
      'N-9',
      repeated !== undefined && isSame(repeated.message, withheld),
      `the report that was not acknowledged again: ${describeValue(withheld)}`,
      repeated?.message ?? 'nothing',
    );

    coordinator.wants = ({ runId }) => runId !== run.lease.runId;
    const hello = () => coordinator.all('hello').find(({ connection }) => connection === 2);
    coordinator.breakConnections();
    const dropped = await stage.until(hello);
    judge.present('N-17', dropped, '"hello" after the second break');
    const late = await stage.saidAfter(run.lease, dropped?.at ?? 0);
    judge.expect('N-13', late.length === 0, 'nothing more about a run that was not kept', late);
  },
};

/** Whether two messages are the same, bytes included. */
function isSame(one: unknown, other: unknown): boolean {
  const text = (value: unknown) =>
    JSON.stringify(value, (_key, part: unknown) =>
      part instanceof Uint8Array ? Buffer.from(part).toString('base64') : part,
    );
  return text(one) === text(other);
}

/** So long a run computes before its coordinator goes. */
const AT_WORK_MILLISECONDS = 200;
/** Long enough for a node to notice, and to have tried in vain. */
const AWAY_MILLISECONDS = 1_500;

export const absence: NodeCheck = {
  name: 'it computes on while its coordinator is away, and delivers later',
  shows: ['N-10', 'N-17'],
  async play(stage, judge) {
    const { coordinator } = stage;
    const run = coordinator.offer(offered(longRun(1)));
    await stage.until(() => !coordinator.isWaiting(run));
    await delay(AT_WORK_MILLISECONDS);
    await coordinator.close();
    await delay(AWAY_MILLISECONDS);
    await coordinator.open();
    const completed = await stage.hears('complete', run.lease);
    const { digest } = await stage.computed(run);
    judge.expect(
      'N-17',
      completed?.message.digest === digest,
      'the right result after the coordinator has come back',
      completed?.message ?? 'nothing',
    );

    const refusedOnce = offered(shortRun(24));
    let refusals = 0;
    coordinator.answers = ({ event, message }) => {
      if (event !== 'complete' || message.runId !== refusedOnce.lease.runId || refusals > 0) return undefined;
      refusals += 1;
      return { ok: false, error: { code: 'unavailable', message: 'The database cannot be used just now.' } };
    };
    coordinator.offer(refusedOnce);
    const again = await stage.until(() =>
      coordinator
        .about(refusedOnce.lease.runId, refusedOnce.lease.attempt)
        .filter(({ event }) => event === 'complete')
        .at(1),
    );
    judge.expect('N-10', again !== undefined, 'a result that was refused with unavailable again', 'nothing');
  },
};

export const otherCoordinator: NodeCheck = {
  name: 'it goes on at another coordinator when its own is gone',
  shows: ['N-18'],
  async play(stage, judge) {
    const { coordinator } = stage;
    const other = await stage.anotherCoordinator();
    coordinator.others.push(other.url);
    coordinator.breakConnections();
    await stage.until(() => coordinator.all('hello').some(({ connection }) => connection > 0));
    const run = coordinator.offer(offered(endlessRun(25)));
    await stage.reported(run, 'N-18');
    await coordinator.close();
    const hello = await stage.until(() => other.all('hello')[0]);
    judge.expect(
      'N-18',
      hello?.message.leases[0]?.runId === run.lease.runId,
      '"hello" with the run at the coordinator that was named',
      hello?.message ?? 'nothing',
    );
  },
};

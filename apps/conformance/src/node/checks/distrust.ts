import { randomUUID } from 'node:crypto';
import { divergingRun, offered, shortRun } from '../runs.ts';
import { assignmentOf } from '../played/usual-answer.ts';
import type { NodeCheck } from './node-check.ts';

export const strangeMessages: NodeCheck = {
  name: 'it goes on after what it does not understand',
  shows: ['N-11'],
  async play(stage, judge) {
    const { coordinator } = stage;
    const strange: unknown[] = [null, { ok: true, assignments: 'none' }, { ok: 'perhaps' }];
    coordinator.answers = ({ event, message }) => {
      if (event === 'heartbeat') return { ok: true, surprise: 1 };
      if (event !== 'lease') return undefined;
      if (strange.length > 0) return strange.shift();
      const assignments = coordinator.take(message.capacity).map(assignmentOf);
      return { ok: true, surprise: 1, assignments: assignments.map((run) => ({ ...run, surprise: 1 })) };
    };
    await stage.until(() => coordinator.all('hello').length > 0);
    for (const message of [null, 7, 'text', [], { runId: 1 }, { surprise: 1 }]) {
      for (const event of ['cancel', 'no-such-event', 'work-available']) {
        void coordinator.tell(event, message);
      }
    }
    const connections = coordinator.connections.length;
    await stage.until(() => {
      // Each hint makes a node ask once more, until it has had all the strange answers.
      void coordinator.tell('work-available', {});
      return strange.length === 0;
    });
    const run = coordinator.offer(offered(shortRun(31)));
    const completed = await stage.hears('complete', run.lease);
    const { digest } = await stage.computed(run);
    judge.expect(
      'N-11',
      completed?.message.digest === digest,
      'a run that comes after strange messages is completed',
      completed?.message ?? 'nothing',
    );
    const reconnections = coordinator.connections.length - connections;
    judge.expect('N-11', reconnections === 0, 'over the same connection', `${reconnections} further ones`);
  },
};

export const impossibleRuns: NodeCheck = {
  name: 'it gives up what cannot be computed',
  shows: ['N-34', 'N-35'],
  async play(stage, judge) {
    const { coordinator } = stage;
    const lease = (runId: string) => ({ runId, attempt: { jobId: randomUUID(), retryCount: 0 } });
    const nonsense = coordinator.offer({
      lease: lease('f'.repeat(64)),
      specification: { kind: 'simulation', widthPrefactor: -1 },
      checkpoint: null,
    });
    const misnamed = coordinator.offer({
      lease: lease('e'.repeat(64)),
      specification: { ...shortRun(32) },
      checkpoint: null,
    });
    for (const run of [nonsense, misnamed]) {
      const failed = await stage.hears('fail', run.lease);
      judge.expect(
        'N-34',
        failed?.message.retryable === false,
        '"fail" for good',
        failed?.message ?? 'nothing',
      );
    }
    const results = coordinator.all('complete');
    judge.expect('N-34', results.length === 0, 'no result of such runs', results[0]?.message);
    const diverging = coordinator.offer(offered(divergingRun()));
    const failed = await stage.hears('fail', diverging.lease);
    judge.expect(
      'N-35',
      failed?.message.retryable === false,
      '"fail" for good',
      failed?.message ?? 'nothing',
    );
  },
};

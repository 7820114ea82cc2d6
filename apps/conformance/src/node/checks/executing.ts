import { setTimeout as delay } from 'node:timers/promises';
import { runSpecificationSchema, recordLength } from '@crossover/experiments';
import { float64FromBytes, type ParsedMessageOf, type nodeEvents } from '@crossover/protocol';
import { computePartly, computeRun } from '../../computing.ts';
import { messages } from '../../messages.ts';
import type { Judge } from '../../judge.ts';
import { longRun, offered, shortRun, theoryRun, type OfferedRun } from '../runs.ts';
import type { NodeStage } from '../stage.ts';
import type { NodeCheck } from './node-check.ts';

/** About 20 ms of work. */
const LARGE_CHUNK = 20_000;

type Report = ParsedMessageOf<typeof nodeEvents, 'report'>;

/** Expects that a run is completed with the bits that it has. */
async function expectResult(stage: NodeStage, judge: Judge, run: OfferedRun, id: 'N-26' | 'N-28') {
  const completed = judge.present(id, await stage.hears('complete', run.lease), 'a result of the run');
  const { digest, bytes } = await stage.computed(run);
  const { message } = completed;
  judge.expect(id, message.digest === digest, `the digest ${digest}`, message.digest);
  judge.expect(
    id,
    Buffer.from(message.result).equals(bytes),
    `the ${bytes.length} bytes of the result`,
    `other ${message.result.length} bytes`,
  );
}

export const executing: NodeCheck = {
  name: 'it computes runs, and tells how they get on, to the last bit',
  shows: ['N-21', 'N-22', 'N-28'],
  async play(stage, judge) {
    const { coordinator } = stage;
    const runs = [longRun(1), theoryRun(), shortRun(2)].map((specification) =>
      coordinator.offer(offered(specification)),
    );
    for (const run of runs) await expectResult(stage, judge, run, 'N-28');

    const reports = coordinator.all('report').map(({ message }) => message);
    if (reports.length === 0) {
      for (const id of ['N-21', 'N-22'] as const) judge.unseen(id, messages.tooFast());
    }
    for (const run of runs) {
      const own = reports.filter(({ runId }) => runId === run.lease.runId);
      if (own.length === 0) continue;
      const numbers = own.map(({ sequence }) => sequence);
      judge.expect(
        'N-21',
        numbers.every((number, index) => number === index + 1),
        'reports numbered 1, 2, 3, …',
        numbers,
      );
      await expectPoints(stage, judge, run, own);
    }
  },
};

/** Points must follow each other, and be those of the curve. */
async function expectPoints(
  stage: NodeStage,
  judge: Judge,
  run: OfferedRun,
  reports: readonly Report[],
): Promise<void> {
  const { result } = await stage.computed(run);
  const record = recordLength(runSpecificationSchema.parse(run.specification));
  let known = 0;
  for (const { sequence, points } of reports) {
    if (points === null) continue;
    const { firstIndex, count, data } = points;
    const needed = result.points.data.slice(firstIndex * record, (firstIndex + count) * record);
    const found = float64FromBytes(data);
    judge.expect(
      'N-22',
      firstIndex <= known && found.every((value, index) => Object.is(value, needed[index])),
      `points of the curve, from index ${known} on at the latest`,
      `report ${sequence} with other ones from ${firstIndex} on`,
    );
    known = Math.max(known, firstIndex + count);
  }
}

/** So long a run computes before it is asked back. */
const WHILE_MILLISECONDS = 200;

export const checkpoints: NodeCheck = {
  name: 'it leaves checkpoints that are worth something',
  shows: ['N-25'],
  async play(stage, judge) {
    const { coordinator } = stage;
    const run = coordinator.offer(offered(longRun(1)));
    await stage.until(() => !coordinator.isWaiting(run));
    await delay(WHILE_MILLISECONDS);
    await coordinator.tell('cancel', { ...run.lease, graceful: true });
    const { runId, attempt } = run.lease;
    const said = () => coordinator.about(runId, attempt);
    await stage.until(() => said().some(({ event }) => event === 'release' || event === 'complete'));
    const reports = said().flatMap((heard) => (heard.event === 'report' ? [heard.message] : []));
    const checkpoint = reports.findLast((report) => report.checkpoint !== null)?.checkpoint;
    if (checkpoint === undefined || checkpoint === null) {
      judge.unseen('N-25', messages.noCheckpoint());
      return;
    }
    const resumed = await computeRun(run.specification, checkpoint).catch((error: unknown) => error as Error);
    const { digest } = await stage.computed(run);
    judge.expect(
      'N-25',
      !(resumed instanceof Error) && resumed.digest === digest,
      'the same bits from its checkpoint on',
      resumed instanceof Error ? resumed.message : resumed.digest,
    );
  },
};

export const resuming: NodeCheck = {
  name: 'it goes on from checkpoints, and does without one that is none',
  shows: ['N-26', 'N-27'],
  async play(stage, judge) {
    const { coordinator } = stage;
    const specification = longRun(1);
    const { checkpoint, fraction } = await computePartly(
      { ...specification },
      { from: 0.4, chunkWork: LARGE_CHUNK },
    );
    const run = coordinator.offer(offered(specification, { checkpoint }));
    await expectResult(stage, judge, run, 'N-26');
    const early = coordinator.all('report').filter(({ message }) => message.fraction < fraction);
    judge.expect(
      'N-26',
      early.length === 0,
      `no report below the fraction ${fraction} of the checkpoint`,
      early.map(({ message }) => message.fraction),
    );

    const damaged = coordinator.offer(offered(shortRun(3), { checkpoint: Uint8Array.of(1, 2, 3) }));
    const { runId, attempt } = damaged.lease;
    const ending = await stage.until(() =>
      coordinator.about(runId, attempt).find(({ event }) => event === 'complete' || event === 'fail'),
    );
    const { digest } = await stage.computed(damaged);
    judge.expect(
      'N-27',
      (ending?.event === 'complete' && ending.message.digest === digest) ||
        (ending?.event === 'fail' && ending.message.error.name === 'CheckpointRefusedError'),
      'the right result, or a failure with CheckpointRefusedError',
      ending ?? 'nothing',
    );
  },
};

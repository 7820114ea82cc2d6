import { describe, expect, it } from 'vitest';
import { LIMITS, type Lease, type ReportMessage } from '@crossover/protocol';
import { Outbox } from '../src/node/outbox.ts';
import type { RunProgress } from '../src/index.ts';

const lease: Lease = {
  runId: 'a'.repeat(64),
  attempt: { jobId: '00000000-0000-4000-8000-000000000000', retryCount: 0 },
};

const ended = {
  complete: {
    event: 'complete',
    message: { ...lease, result: new Uint8Array(8), digest: 'b'.repeat(64), seconds: 1 },
  },
  release: { event: 'release', message: lease },
} as const;

function progress(firstIndex: number, count: number, rest: Partial<RunProgress> = {}): RunProgress {
  const data = Float64Array.from({ length: count }, (_, index) => firstIndex + index);
  return {
    stepsDone: 1,
    stepsTotal: 10,
    fraction: 0.1,
    stepsPerSecond: 100,
    newPoints: count === 0 ? null : { firstIndex, count, data },
    checkpoint: null,
    ...rest,
  };
}

function nextReport(outbox: Outbox): ReportMessage {
  const head = outbox.head();
  if (head?.event !== 'report') throw new Error(`a report was expected, found ${String(head?.event)}`);
  outbox.acknowledge(head);
  return head.message;
}

const values = (report: ReportMessage): number[] => {
  const bytes = new Uint8Array(report.points!.data);
  return [...new Float64Array(bytes.buffer)];
};

describe('the outbox of a run', () => {
  it('is empty at first', () => {
    expect(new Outbox(lease).head()).toBeNull();
  });

  it('repeats a message word for word until it is acknowledged', () => {
    const outbox = new Outbox(lease);
    outbox.addProgress(progress(0, 2));
    const first = outbox.head();
    outbox.addProgress(progress(2, 1));
    expect(outbox.head()).toBe(first);
    expect(nextReport(outbox)).toMatchObject({ sequence: 1, points: { firstIndex: 0, count: 2 } });
    expect(nextReport(outbox)).toMatchObject({ sequence: 2, points: { firstIndex: 2, count: 1 } });
    expect(outbox.head()).toBeNull();
  });

  it('gathers points and keeps the newest checkpoint while nothing can be delivered', () => {
    const outbox = new Outbox(lease);
    outbox.addProgress(progress(0, 2, { checkpoint: Uint8Array.of(1) }));
    outbox.addProgress(progress(2, 0, { checkpoint: Uint8Array.of(2) }));
    outbox.addProgress(progress(2, 3, { fraction: 0.5 }));
    const report = nextReport(outbox);
    expect(report).toMatchObject({ sequence: 1, fraction: 0.5, checkpoint: Uint8Array.of(2) });
    expect(values(report)).toEqual([0, 1, 2, 3, 4]);
  });

  it('splits what is too long for one report, and sends the checkpoint with the last part', () => {
    const outbox = new Outbox(lease);
    const count = LIMITS.maxPointsPerReport + 10;
    outbox.addProgress(progress(0, count, { checkpoint: Uint8Array.of(1) }));
    const first = nextReport(outbox);
    const second = nextReport(outbox);
    expect(first).toMatchObject({
      points: { firstIndex: 0, count: LIMITS.maxPointsPerReport },
      checkpoint: null,
    });
    expect(second).toMatchObject({ points: { firstIndex: LIMITS.maxPointsPerReport, count: 10 } });
    expect(second.checkpoint).toEqual(Uint8Array.of(1));
    expect([...values(first), ...values(second)]).toEqual(Array.from({ length: count }, (_, index) => index));
  });

  it('sends points and a large checkpoint in two packets', () => {
    const outbox = new Outbox(lease);
    const wide = new Float64Array(LIMITS.maxPointsBytes / 8);
    outbox.addProgress(
      progress(0, 0, {
        newPoints: { firstIndex: 0, count: 1, data: wide },
        checkpoint: new Uint8Array(LIMITS.maxCheckpointBytes),
      }),
    );
    expect(nextReport(outbox).checkpoint).toBeNull();
    const second = nextReport(outbox);
    expect(second.points).toBeNull();
    expect(second.checkpoint?.byteLength).toBe(LIMITS.maxCheckpointBytes);
  });

  it('does not send a checkpoint that the coordinator would refuse', () => {
    const outbox = new Outbox(lease);
    outbox.addProgress(progress(0, 1, { checkpoint: new Uint8Array(LIMITS.maxCheckpointBytes + 1) }));
    expect(nextReport(outbox).checkpoint).toBeNull();
    expect(outbox.head()).toBeNull();
  });

  it('lets a result take the place of the reports that wait, even of one under way', () => {
    const outbox = new Outbox(lease);
    outbox.addProgress(progress(0, 1));
    const underWay = outbox.head()!;
    outbox.addProgress(progress(1, 1));
    outbox.end(ended.complete);
    outbox.acknowledge(underWay);
    expect(outbox.head()).toBe(ended.complete);
    outbox.addProgress(progress(2, 1));
    outbox.acknowledge(ended.complete);
    expect(outbox.head()).toBeNull();
  });

  it('delivers what was found before it hands a run back', () => {
    const outbox = new Outbox(lease);
    outbox.addProgress(progress(0, 1, { checkpoint: Uint8Array.of(9) }));
    outbox.end(ended.release);
    expect(nextReport(outbox).checkpoint).toEqual(Uint8Array.of(9));
    expect(outbox.head()).toBe(ended.release);
  });
});

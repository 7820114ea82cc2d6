import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesFromFloat64,
  coordinatorToNodeEvents,
  coordinatorToViewerEvents,
  float64FromBytes,
  LIMITS,
  nodeEvents,
  submitRequestSchema,
  viewerEvents,
} from '../src/index.ts';
import type { EventTable } from '../src/index.ts';
import { examples } from './support/examples.ts';

const tables: Readonly<Record<string, EventTable>> = {
  nodeEvents,
  coordinatorToNodeEvents,
  viewerEvents,
  coordinatorToViewerEvents,
};

describe('every event', () => {
  for (const [table, events] of Object.entries(tables)) {
    for (const [event, { message, answer }] of Object.entries(events)) {
      const example = examples[event];

      it(`${table}: ${event} takes its example, and the answer to it`, () => {
        expect(message.safeParse(example?.message)).toMatchObject({ success: true });
        expect(answer.safeParse(example?.answer)).toMatchObject({ success: true });
        expect(
          answer.safeParse({ ok: false, error: { code: 'internal', message: 'It failed.' } }),
        ).toMatchObject({ success: true });
      });

      it(`${table}: ${event} takes nothing that lacks a field`, () => {
        for (const field of Object.keys(example?.message ?? {})) {
          if (OPTIONAL.has(field)) continue;
          const rest = Object.entries(example?.message ?? {}).filter(([name]) => name !== field);
          expect(message.safeParse(Object.fromEntries(rest)).success, `without ${field}`).toBe(false);
        }
      });
    }
  }
});

const OPTIONAL = new Set(['nodes', 'runs', 'points']);

describe('messages to the coordinator', () => {
  const report = examples['report']!.message;

  it('may hold nothing that is not in the contract', () => {
    for (const [event, { message }] of Object.entries({ ...nodeEvents, ...viewerEvents })) {
      const extended = { ...examples[event]?.message, surprise: 1 };
      expect(message.safeParse(extended).success, event).toBe(false);
    }
  });

  it('keep to the limits', () => {
    const { message } = nodeEvents.report;
    const sized = (bytes: number) => ({ ...report, checkpoint: new Uint8Array(bytes) });
    expect(message.safeParse(sized(LIMITS.maxCheckpointBytes)).success).toBe(true);
    const tooLarge = message.safeParse(sized(LIMITS.maxCheckpointBytes + 1));
    expect(tooLarge.error?.issues[0]?.message).toContain(`${LIMITS.maxCheckpointBytes + 1} bytes`);
    expect(nodeEvents.lease.message.safeParse({ capacity: LIMITS.maxLeaseBatch + 1 }).success).toBe(false);
    expect(nodeEvents.lease.message.safeParse({ capacity: 0 }).success).toBe(false);
  });

  it('refuse numbers that are none, ids of another form, and text for bytes', () => {
    const { message } = nodeEvents.report;
    for (const change of [
      { fraction: NaN },
      { fraction: 1.1 },
      { stepsPerSecond: Infinity },
      { sequence: 0 },
      { sequence: 1.5 },
      { runId: 'A'.repeat(64) },
      { attempt: { jobId: 'x', retryCount: 0 } },
      { checkpoint: 'AAAA' },
      { points: { firstIndex: -1, count: 0, data: new Uint8Array() } },
    ]) {
      expect(message.safeParse({ ...report, ...change }).success, JSON.stringify(change)).toBe(false);
    }
  });

  it('give bytes as a Uint8Array, whether Node or a browser delivered them', () => {
    const bytes = Uint8Array.of(1, 2, 3);
    for (const checkpoint of [bytes, Buffer.from(bytes), bytes.buffer]) {
      const parsed = nodeEvents.report.message.parse({ ...report, checkpoint });
      expect(parsed.checkpoint).toBeInstanceOf(Uint8Array);
      expect([...parsed.checkpoint!]).toEqual([1, 2, 3]);
    }
  });

  it('are refused, never crash the schema, whatever they are', () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        for (const { message } of Object.values({ ...nodeEvents, ...viewerEvents }))
          message.safeParse(anything);
        submitRequestSchema.safeParse(anything);
      }),
      { numRuns: 500, seed: 7 },
    );
  });
});

describe('a request to take in an experiment', () => {
  it('names a preset or brings a specification, not both', () => {
    expect(submitRequestSchema.safeParse({ preset: 'crossover' }).success).toBe(true);
    expect(submitRequestSchema.safeParse({ specification: { name: 'own' } }).success).toBe(true);
    expect(submitRequestSchema.safeParse({ preset: 'crossover', specification: {} }).success).toBe(false);
    expect(submitRequestSchema.safeParse({}).success).toBe(false);
  });
});

describe('numbers as bytes', () => {
  it('come back with the same bits from any offset', () => {
    fc.assert(
      fc.property(fc.float64Array(), fc.integer({ min: 0, max: 16 }), (values, offset) => {
        const bytes = bytesFromFloat64(values);
        const packet = new Uint8Array(offset + bytes.length);
        packet.set(bytes, offset);
        const read = float64FromBytes(packet.subarray(offset));
        expect(read.length).toBe(values.length);
        read.forEach((value, index) => expect(Object.is(value, values[index])).toBe(true));
      }),
      { seed: 7 },
    );
  });

  it('are little-endian', () => {
    expect([...bytesFromFloat64(Float64Array.of(1))]).toEqual([0, 0, 0, 0, 0, 0, 0xf0, 0x3f]);
  });

  it('refuse a length that is no whole number of values', () => {
    expect(() => float64FromBytes(new Uint8Array(9))).toThrow('9 bytes are not a whole number');
  });
});

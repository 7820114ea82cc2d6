import { beforeAll, describe, expect, it } from 'vitest';
import {
  decodePoints,
  decodeRunResult,
  encodePoints,
  encodeRunResult,
  execute,
  MalformedResultError,
  overlapsAt,
  populationRisk,
  recordLength,
  riskOf,
  type RunResult,
} from '../../src/index.ts';
import { simulation } from '../sample-runs.ts';

describe('an encoded result', () => {
  let result: RunResult;
  beforeAll(async () => {
    result = await execute(simulation({ observables: 'overlaps' }));
  });

  it('comes back bit by bit', () => {
    expect(decodeRunResult(result.specification, encodeRunResult(result))).toEqual(result);
  });

  it('is read from a window of a larger buffer at any offset', () => {
    const bytes = encodeRunResult(result);
    const larger = new Uint8Array(bytes.length + 7);
    larger.set(bytes, 3);
    expect(decodeRunResult(result.specification, larger.subarray(3, 3 + bytes.length))).toEqual(result);
  });

  it('is little-endian: header, P, records', () => {
    const view = new DataView(encodeRunResult(result).buffer);
    expect(view.byteLength).toBe(8 + 8 * (4 + 4 * recordLength(result.specification)));
    expect(view.getFloat64(8, true)).toBe(result.P[0]);
    expect(view.getFloat64(8 + 32, true)).toBe(result.points.data[0]);
  });

  it('is refused when it has another length, version or run', () => {
    const bytes = encodeRunResult(result);
    const { specification } = result;
    expect(() => decodeRunResult(specification, bytes.subarray(0, -1))).toThrow(MalformedResultError);
    expect(() => decodeRunResult(simulation(), bytes)).toThrow(/this run's needs 72/);
    expect(() => decodeRunResult(specification, new Uint8Array(bytes.length))).toThrow(/begin with 0000/);
    expect(() => decodeRunResult(specification, new Uint8Array(0))).toThrow(/begin with nothing/);
  });

  it('holds overlaps whose population risk is the recorded risk', () => {
    const risks = riskOf(result.specification, result.points);
    result.specification.times.forEach((_, index) => {
      expect(populationRisk(overlapsAt(result, index)!)).toBe(risks[index]);
    });
  });
});

describe('encoded points', () => {
  const run = simulation({ observables: 'overlaps' });
  const record = recordLength(run);
  const points = {
    firstIndex: 1,
    count: 2,
    data: Float64Array.from({ length: 2 * record }, (_, i) => i / 3),
  };

  it('come back bit by bit', () => {
    expect(decodePoints(run, encodePoints(points))).toEqual(points);
  });

  it('are refused when their length or range does not fit the run', () => {
    const encoded = encodePoints(points);
    expect(() => decodePoints(run, { ...encoded, count: 3 })).toThrow(/3 points × 9 numbers need 216/);
    expect(() => decodePoints(run, { ...encoded, firstIndex: 3 })).toThrow(/output times 0 to 3 only/);
    expect(() => decodePoints(run, { ...encoded, firstIndex: -1 })).toThrow(MalformedResultError);
  });
});

it('a run that kept the risk only has no overlaps', async () => {
  expect(overlapsAt(await execute(simulation()), 0)).toBeNull();
});

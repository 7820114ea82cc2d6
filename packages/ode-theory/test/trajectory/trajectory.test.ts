import { describe, expect, it } from 'vitest';
import { CheckpointError, createTrajectory, restoreTrajectory, solve } from '../../src/index.ts';
import { genericOverlaps } from '../support/overlaps.ts';

const options = {
  initial: genericOverlaps(3, 2, 'trajectory'),
  weights: { gradient: 1, variance: 0.5 },
  noise: 0.01,
  times: [0, 0.01, 0.5, 1, 3, 10, 30],
};

const whole = createTrajectory(options);
whole.advance(Infinity);

describe('a trajectory', () => {
  it('knows all its points at the end, the start among them', () => {
    expect(whole.finished).toBe(true);
    expect(whole.time).toBe(30);
    expect(whole.pointsDone).toBe(options.times.length);
    expect(whole.points.map((point) => point.time)).toEqual(options.times);
    expect(whole.points.map((point) => point.index)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(whole.points[0].orderParameters).toEqual(options.initial);
  });

  it('is the same to the bit however it is cut into pieces', () => {
    for (const chunk of [1, 40, 333]) {
      const pieces = createTrajectory(options);
      while (!pieces.advance(chunk));
      expect(pieces.points).toEqual(whole.points);
      expect(pieces.statistics).toEqual(whole.statistics);
    }
  });

  it('does about as much work as it was asked to', () => {
    const pieces = createTrajectory(options);
    const before = pieces.statistics.evaluations;
    pieces.advance(50);
    const spent = pieces.statistics.evaluations - before;
    expect(spent).toBeGreaterThanOrEqual(50);
    expect(spent).toBeLessThan(50 + 30);
  });

  it('continues from a checkpoint to the same bits, wherever it was taken', () => {
    const original = createTrajectory(options);
    do {
      const resumed = restoreTrajectory(options, original.checkpoint());
      expect(resumed.time).toBe(original.time);
      expect(resumed.pointsDone).toBe(original.pointsDone);
      const known = original.pointsDone;
      resumed.advance(Infinity);
      expect(resumed.points).toEqual(whole.points.slice(known));
      expect(resumed.statistics).toEqual(whole.statistics);
      expect(resumed.checkpoint()).toEqual(whole.checkpoint());
    } while (!original.advance(60));
  });

  it('accepts a checkpoint that is a view into other bytes', () => {
    const half = createTrajectory(options);
    half.advance(100);
    const bytes = half.checkpoint();
    const carrier = new Uint8Array(bytes.length + 3);
    carrier.set(bytes, 3);
    const resumed = restoreTrajectory(options, carrier.subarray(3));
    resumed.advance(Infinity);
    expect(resumed.checkpoint()).toEqual(whole.checkpoint());
  });

  it('has small checkpoints, whatever the number of points', () => {
    expect(whole.checkpoint().length).toBeLessThan(400);
  });

  it('refuses checkpoints that are damaged or of another problem', () => {
    const bytes = whole.checkpoint();
    const damaged = bytes.slice();
    damaged[50] ^= 1;
    expect(() => restoreTrajectory(options, damaged)).toThrow(CheckpointError);
    expect(() => restoreTrajectory(options, bytes.slice(0, -8))).toThrow('damaged');
    expect(() => restoreTrajectory(options, new Uint8Array())).toThrow(CheckpointError);
    for (const foreign of [
      { ...options, noise: 0.02 },
      { ...options, relativeTolerance: 1e-8 },
      { ...options, times: [0, 30] },
      { ...options, weights: { gradient: 1, variance: 0.25 } },
      { ...options, initial: genericOverlaps(3, 2, 'another') },
    ]) {
      expect(() => restoreTrajectory(foreign, bytes)).toThrow('other options');
    }
  });
});

describe('solve', () => {
  it('returns what the trajectory finds', () => {
    const { times, risk, orderParameters, statistics } = solve(options);
    expect(times).toEqual(options.times);
    expect([...risk]).toEqual(whole.points.map((point) => point.risk));
    expect(orderParameters).toEqual(whole.points.map((point) => point.orderParameters));
    expect(statistics).toEqual(whole.statistics);
  });

  it('gives the same value at a time whichever other times are asked for', () => {
    const few = solve({ ...options, times: [3, 30] });
    expect(few.risk[0]).toBe(whole.points[4].risk);
    expect(few.risk[1]).toBe(whole.points[6].risk);
  });

  it('interpolates as exactly as it integrates', () => {
    for (const [index, time] of [0.5, 1, 3, 10].entries()) {
      const [direct] = solve({ ...options, times: [time] }).risk;
      expect(Math.abs(whole.points[index + 2].risk / direct - 1)).toBeLessThan(1e-8);
    }
  });

  it('needs no step for t = 0', () => {
    const { times, statistics } = solve({ ...options, times: [0] });
    expect(times).toEqual([0]);
    expect(statistics.steps).toBe(0);
  });

  it('stops when it is told to, and keeps what it has', () => {
    const seen: number[] = [];
    const { times } = solve({
      ...options,
      onStep: (time) => {
        seen.push(time);
        return time < 2;
      },
    });
    expect(times).toEqual([0, 0.01, 0.5, 1]);
    expect(seen.at(-1)).toBeGreaterThanOrEqual(2);
    expect(seen.at(-2)).toBeLessThan(2);
    expect(solve({ ...options, onStep: () => undefined }).times).toEqual(options.times);
  });

  it('leaves its input alone', () => {
    const before = structuredClone(options);
    solve(options);
    expect(options).toEqual(before);
  });
});

import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/index.ts';
import { TAIL_START } from '../../src/random-streams/ziggurat-tables.ts';
import { CAPACITY, ofLane, StreamPair } from './library.ts';

type Pair = readonly [RandomStream, RandomStream];

function pairOf(key: string): Pair {
  const root = RandomStream.fromKey(key);
  return [root.split(0), root.split(1)];
}

/** Where the lanes first leave the draws of their streams; none when every bit is the same. */
function firstDifference(
  lanes: (count: number) => Float64Array,
  streams: Pair,
  draw: (stream: RandomStream) => number,
  count: number,
): string | undefined {
  for (let done = 0; done < count; done += CAPACITY) {
    const length = Math.min(CAPACITY, count - done);
    const values = lanes(length);
    for (let index = 0; index < 2 * length; index++) {
      const expected = draw(streams[index & 1]);
      if (!Object.is(values[index], expected)) {
        return `draw ${done + (index >> 1)} of lane ${index & 1}: ${values[index]}, not ${expected}`;
      }
    }
  }
  return undefined;
}

it('draws the uniforms of both streams', () => {
  const streams = pairOf('uniforms of the kernel');
  const pair = new StreamPair(streams);
  const lanes = (count: number) => pair.uniformComplements(count);
  expect(firstDifference(lanes, streams, (stream) => 1 - stream.uniform(), 200_000)).toBeUndefined();
});

describe('normals', () => {
  it('are those of both streams over a million draws, with wedges and tails on the way', () => {
    const streams = pairOf('normals of the kernel');
    const twins = streams.map((stream) => RandomStream.deserialize(stream.serialize()));
    const pair = new StreamPair(streams);
    const tails = [0, 0];
    const draw = (stream: RandomStream) => {
      const x = stream.normal();
      if (Math.abs(x) > TAIL_START) tails[streams.indexOf(stream)] += 1;
      return x;
    };
    const DRAWS = 1_000_000;
    expect(firstDifference((count) => pair.normals(count), streams, draw, DRAWS)).toBeUndefined();

    // Some 54 of a million normals lie beyond the ziggurat; each takes two draws or more. Some 0.4 % come from a wedge.
    for (const lane of [0, 1]) {
      expect(tails[lane]).toBeGreaterThan(20);
      expect(stepsBetween(twins[lane], streams[lane]) - DRAWS).toBeGreaterThan(3000);
    }
  });

  it('do not depend on how many are drawn at a time', () => {
    const streams = pairOf('portions');
    const whole = new StreamPair(streams).normals(5000).slice();
    const pair = new StreamPair(streams);
    const portions: number[] = [];
    for (let size = 1; portions.length < 2 * 5000; size = (size % 7) + 1) {
      portions.push(...pair.normals(Math.min(size, 5000 - portions.length / 2)));
    }
    expect(Float64Array.from(portions)).toEqual(whole);
  });

  it('of one lane do not depend on the stream in the other', () => {
    const [first, second] = pairOf('companions');
    const other = RandomStream.fromKey('another companion');
    const lane0 = ofLane(new StreamPair([first, other]).normals(20_000), 0);
    const lane1 = ofLane(new StreamPair([other, second]).normals(20_000), 1);
    const both = new StreamPair([first, second]).normals(20_000);
    expect(ofLane(both, 0)).toEqual(lane0);
    expect(ofLane(both, 1)).toEqual(lane1);
  });
});

describe('chi-squares', () => {
  it.each([0.5, 1, 1.5, 2, 3, 10, 1e3, 1e7, 1e9])(
    'of %d degrees of freedom are those of both streams',
    (degreesOfFreedom) => {
      const streams = pairOf(`chi-squares of the kernel ${degreesOfFreedom}`);
      const pair = new StreamPair(streams);
      const lanes = (count: number) => pair.chiSquares(degreesOfFreedom, count);
      const draw = (stream: RandomStream) => stream.chiSquare(degreesOfFreedom);
      expect(firstDifference(lanes, streams, draw, 100_000)).toBeUndefined();
    },
  );

  it('leave the streams where RandomStream leaves them', () => {
    const streams = pairOf('mixed draws');
    const pair = new StreamPair(streams);
    for (const degreesOfFreedom of [0.2, 2, 7.5, 1e6]) {
      const chiSquares = pair.chiSquares(degreesOfFreedom, 50).slice();
      const normals = pair.normals(50).slice();
      const uniforms = pair.uniformComplements(50).slice();
      for (const lane of [0, 1]) {
        const stream = streams[lane];
        const draws = (draw: () => number) => Float64Array.from({ length: 50 }, draw);
        expect(ofLane(chiSquares, lane)).toEqual(draws(() => stream.chiSquare(degreesOfFreedom)));
        expect(ofLane(normals, lane)).toEqual(draws(() => stream.normal()));
        expect(ofLane(uniforms, lane)).toEqual(draws(() => 1 - stream.uniform()));
      }
    }
  });
});

/** By how many draws of 64 bits the second stream is ahead, at least a million; at most 20000 more are tried. */
function stepsBetween(behind: RandomStream, ahead: RandomStream): number {
  const state = (stream: RandomStream) => stream.serialize().join();
  const end = state(ahead);
  let steps = 0;
  for (; steps < 1_000_000; steps++) behind.uint32();
  for (; steps < 1_020_000; steps++, behind.uint32()) if (state(behind) === end) return steps;
  return NaN;
}

import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/index.ts';
import { CAPACITY, ofLane, StreamPair } from '../../kernels/library.ts';
import { Battery, FALSE_ALARM_RATE_OF_FILE } from '../../support/battery.ts';
import { correlationScore, LAGS, squaresOf } from '../../support/serial-statistics.ts';

const battery = new Battery();
const streamOf = (name: string) => RandomStream.fromKey('battery').split(name);
const sampleOf = (count: number, draw: () => number) => Float64Array.from({ length: count }, draw);

describe('streams that know nothing of each other', () => {
  it('are those of replicas, the children 0 … 99 of a stream', () => {
    const REPLICAS = 100;
    const PAIRS = (REPLICAS * (REPLICAS - 1)) / 2;
    // So many that a product of squares, whose law is skew, has a mean that is normal out to the bounds.
    const DRAWS = 40_000;
    const root = streamOf('replicas');
    const samples = Array.from({ length: REPLICAS }, (_, label) => {
      const stream = root.split(label);
      return sampleOf(DRAWS, () => stream.normal());
    });
    for (const [what, set] of [
      ['values', samples],
      ['squares', samples.map(squaresOf)],
    ] as const) {
      let sum = 0;
      let largest = 0;
      for (let i = 0; i < REPLICAS; i++) {
        for (let j = 0; j < i; j++) {
          const score = correlationScore(set[i], set[j], 0);
          sum += score * score;
          largest = Math.max(largest, Math.abs(score));
        }
      }
      battery.chiSquare(sum, PAIRS, `the sum of the squared correlations of ${what}`);
      battery.largestOfHundredsPairs(largest, `the largest correlation of ${what}`);
    }
  });

  it('are those in the two lanes of a kernel', () => {
    const root = streamOf('lanes');
    const pair = new StreamPair([root.split(0), root.split(1)]);
    const blocks = Array.from({ length: 16 }, () => pair.normals(CAPACITY).slice());
    const [first, second] = [0, 1].map((lane) =>
      Float64Array.from(blocks.flatMap((block) => [...ofLane(block, lane)])),
    );
    compare(first, second);
  });

  it('are a stream and what follows its jump', () => {
    const stream = streamOf('jump');
    const jumped = stream.jump();
    compare(
      sampleOf(1_000_000, () => stream.normal()),
      sampleOf(1_000_000, () => jumped.normal()),
    );
  });

  function compare(first: Float64Array, second: Float64Array): void {
    const [firstSquares, secondSquares] = [squaresOf(first), squaresOf(second)];
    for (const lag of [0, ...LAGS]) {
      battery.score(correlationScore(first, second, lag), `the correlation of lag ${lag}`);
      battery.score(correlationScore(second, first, lag), `the correlation of lag −${lag}`);
      battery.score(
        correlationScore(firstSquares, secondSquares, lag),
        `the correlation of squares of lag ${lag}`,
      );
      battery.score(
        correlationScore(secondSquares, firstSquares, lag),
        `the correlation of squares of lag −${lag}`,
      );
    }
  }
});

it('would raise a false alarm for hardly any seeds', () => {
  expect(battery.falseAlarmRate).toBeLessThan(FALSE_ALARM_RATE_OF_FILE);
});

import stdlibErf from '@stdlib/math-base-special-erf';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/index.ts';
import { CAPACITY, StreamPair } from '../../kernels/library.ts';
import { Battery, FALSE_ALARM_RATE_OF_FILE } from '../../support/battery.ts';
import { chiSquareDistribution } from '../../support/chi-square-distribution.ts';
import { correlationScore, LAGS, signRunsScore, squaresOf } from '../../support/serial-statistics.ts';
import { chiSquareMoments, normalMoments } from '../../support/standardised-moments.ts';

const battery = new Battery();
const streamOf = (name: string) => RandomStream.fromKey('battery').split(name);
const sampleOf = (count: number, draw: () => number) => Float64Array.from({ length: count }, draw);

describe('normal draws', () => {
  const stream = streamOf('normal');
  const sample = sampleOf(2_000_000, () => stream.normal());

  it('have the normal law and its moments', () => {
    const law = (x: number) => 0.5 * (1 + stdlibErf(x * Math.SQRT1_2));
    battery.distribution(sample, law, 'the distance from the normal law');
    for (let order = 1; order <= 8; order++) battery.moment(sample, order, normalMoments, `moment ${order}`);
  });

  it('are serially uncorrelated, in value and in size', () => {
    const squares = squaresOf(sample);
    for (const lag of LAGS) {
      battery.score(correlationScore(sample, sample, lag), `the correlation of lag ${lag}`);
      battery.score(correlationScore(squares, squares, lag), `the correlation of squares of lag ${lag}`);
    }
    battery.score(signRunsScore(sample), 'the number of runs of a sign');
  });

  it('lie beyond 3, 4 and 5 standard deviations as often as they should, on either side', () => {
    const pair = new StreamPair([streamOf('left tails'), streamOf('right tails')]);
    const tails = [
      { bound: 3, probability: 1.3498980316300945e-3, above: 0, below: 0 },
      { bound: 4, probability: 3.167124183311992e-5, above: 0, below: 0 },
      { bound: 5, probability: 2.866515718791939e-7, above: 0, below: 0 },
    ];
    const BLOCKS = 200;
    for (let block = 0; block < BLOCKS; block++) {
      for (const x of pair.normals(CAPACITY)) {
        if (x < 3 && x > -3) continue;
        for (const tail of tails) {
          if (x > tail.bound) tail.above += 1;
          if (x < -tail.bound) tail.below += 1;
        }
      }
    }
    for (const { bound, probability, above, below } of tails) {
      const mean = 2 * CAPACITY * BLOCKS * probability;
      battery.count(above, mean, `the number beyond ${bound} σ`);
      battery.count(below, mean, `the number beyond −${bound} σ`);
    }
  });
});

describe('chi-square draws', () => {
  it.each([
    [0.5, 200_000],
    [1, 200_000],
    [1.5, 200_000],
    [2, 200_000],
    [3, 200_000],
    [10, 200_000],
    [1000, 100_000],
    [1_000_000, 10_000],
  ])('with %d degrees of freedom have their law, mean and variance', (degreesOfFreedom, count) => {
    const stream = streamOf(`chi-square ${degreesOfFreedom}`);
    const sample = sampleOf(count, () => stream.chiSquare(degreesOfFreedom));
    const law = (x: number) => chiSquareDistribution(x, degreesOfFreedom);
    battery.distribution(sample, law, 'the distance from the law');
    const standardised = sample.map((x) => (x - degreesOfFreedom) / Math.sqrt(2 * degreesOfFreedom));
    const moments = chiSquareMoments(degreesOfFreedom);
    battery.moment(standardised, 1, moments, 'the mean');
    battery.moment(standardised, 2, moments, 'the variance');
    battery.score(correlationScore(standardised, standardised, 1), 'the correlation of lag 1');
  });
});

it('would raise a false alarm for hardly any seeds', () => {
  expect(battery.falseAlarmRate).toBeLessThan(FALSE_ALARM_RATE_OF_FILE);
});

import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/index.ts';
import { Battery, FALSE_ALARM_RATE_OF_FILE } from '../../support/battery.ts';
import {
  birthdaySpacings,
  collisions,
  equidistributionStatistic,
  expectedCollisions,
  MEAN_BIRTHDAY_SPACINGS,
} from '../../support/collisions.ts';
import { correlationScore, LAGS, monotoneRunsScore, signRunsScore } from '../../support/serial-statistics.ts';
import { uniformMoments } from '../../support/standardised-moments.ts';

const battery = new Battery();
const streamOf = (name: string) => RandomStream.fromKey('battery').split(name);
const sampleOf = (count: number, draw: () => number) => Float64Array.from({ length: count }, draw);
const SQRT_TWELVE = Math.sqrt(12);

describe('uniform draws', () => {
  const stream = streamOf('uniform');
  const sample = sampleOf(1_000_000, () => stream.uniform());
  const centred = sample.map((u) => SQRT_TWELVE * (u - 0.5));

  it('have the uniform law and its moments', () => {
    battery.distribution(sample, (u) => u, 'the distance from the uniform law');
    for (let order = 1; order <= 8; order++)
      battery.moment(centred, order, uniformMoments, `moment ${order}`);
  });

  it('are serially uncorrelated', () => {
    for (const lag of LAGS)
      battery.score(correlationScore(centred, centred, lag), `the correlation of lag ${lag}`);
  });

  it('have as many runs as they should, up and down, above and below the median', () => {
    battery.score(monotoneRunsScore(sample), 'the number of runs up and down');
    battery.score(signRunsScore(centred), 'the number of runs above and below the median');
  });

  it('set each of their 53 bits half of the time, and any number of them without memory', () => {
    const counts = new Float64Array(53);
    const weights = sample.map((u) => {
      let weight = 0;
      for (let bit = 0, rest = 2 * u; bit < 53; bit++, rest *= 2) {
        if (rest < 1) continue;
        counts[bit] += 1;
        weight += 1;
        rest -= 1;
      }
      return (2 * weight - 53) / Math.sqrt(53);
    });
    const n = sample.length;
    counts.forEach((count, bit) =>
      battery.score((2 * count - n) / Math.sqrt(n), `the frequency of bit ${bit}`),
    );
    for (const lag of LAGS)
      battery.score(correlationScore(weights, weights, lag), `Hamming weights of lag ${lag}`);
  });
});

describe('draws in many dimensions', () => {
  /** 32 bits made of the upper bits of several draws. */
  const joined = (stream: RandomStream, draws: number) => () => {
    const bits = 32 / draws;
    let word = 0;
    for (let draw = 0; draw < draws; draw++) word = word * 2 ** bits + (stream.uint32() >>> (32 - bits));
    return word;
  };
  const lowerBits = (stream: RandomStream) => () => (stream.uniform() * 2 ** 53) % 2 ** 32;

  it('are spread evenly over pairs and triples', () => {
    const stream = streamOf('equidistribution');
    const cellOf = (dimensions: number, bits: number) => () => {
      let cell = 0;
      for (let d = 0; d < dimensions; d++) cell = (cell << bits) | (stream.uint32() >>> (32 - bits));
      return cell;
    };
    battery.chiSquare(
      equidistributionStatistic(4096, 1_000_000, cellOf(2, 6)),
      4095,
      'the distribution of pairs',
    );
    battery.chiSquare(
      equidistributionStatistic(4096, 1_000_000, cellOf(3, 4)),
      4095,
      'the distribution of triples',
    );
  });

  it.each([1, 2, 4])(
    'have as many birthday spacings and collisions as they should: bits of %d draws',
    (draws) => {
      const draw = joined(streamOf(`birthdays ${draws}`), draws);
      battery.count(
        birthdaySpacings(300, draw),
        300 * MEAN_BIRTHDAY_SPACINGS,
        'the number of birthday spacings',
      );
      const [urns, balls] = [2 ** 24, 2 ** 19];
      const found = collisions(urns, balls, () => draw() >>> 8);
      battery.count(found, expectedCollisions(urns, balls), 'the number of collisions');
    },
  );

  it('have as many birthday spacings in their lower bits', () => {
    const draw = lowerBits(streamOf('lower bits'));
    battery.count(
      birthdaySpacings(300, draw),
      300 * MEAN_BIRTHDAY_SPACINGS,
      'the number of birthday spacings',
    );
  });

  it('would betray a linear congruential generator', () => {
    // RANDU, whose triples lie in 15 planes.
    let state = 1;
    const triples = equidistributionStatistic(4096, 100_000, () => {
      let cell = 0;
      for (let d = 0; d < 3; d++) {
        state = (65539 * state) % 2 ** 31;
        cell = (cell << 4) | (state >>> 27);
      }
      return cell;
    });
    expect(() => new Battery().chiSquare(triples, 4095, 'the distribution of triples')).toThrow('triples');
  });
});

it('would raise a false alarm for hardly any seeds', () => {
  expect(battery.falseAlarmRate).toBeLessThan(FALSE_ALARM_RATE_OF_FILE);
});

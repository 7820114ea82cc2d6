import { RandomStream } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { medianPassage, type Passage } from '../../src/index.ts';

const arrived = (time: number): Passage => ({ time, reached: true });
const censored = (time: number): Passage => ({ time, reached: false });

describe('the median time to a threshold', () => {
  it('has an error from the times between which the share that has not arrived is ½ ± its standard error', () => {
    // S is ½ at 3, Greenwood: S² Σ = ¼ (1/30 + 1/20 + 1/12) = 1/24, σ = 0.204: the levels 0.296 and 0.704 are passed at 2 and 5.
    expect(medianPassage([1, 2, 3, 4, 5, 6].map(arrived))).toEqual({
      time: 3,
      standardError: 1.5,
      reached: 6,
      censored: 0,
    });
  });

  it('counts those that have not arrived as later, whatever their number says about the error', () => {
    const passages = [arrived(1), arrived(2), arrived(3), censored(9), censored(9)];
    // S(3) = 2/5, σ² = 4/25 (1/20 + 1/12 + 1/6) = 0.048, σ = 0.22: the upper quantile, of 0.72, is not known.
    expect(medianPassage(passages)).toEqual({ time: 3, standardError: null, reached: 3, censored: 2 });
    expect(medianPassage([...passages, censored(9), censored(9)])).toEqual({
      time: null,
      standardError: null,
      reached: 3,
      censored: 4,
    });
    expect(medianPassage([])).toEqual({ time: null, standardError: null, reached: 0, censored: 0 });
  });

  it('of one or of simultaneous passages has no error that is known from them, of two half their distance', () => {
    expect(medianPassage([arrived(4)])).toMatchObject({ time: 4, standardError: null });
    expect(medianPassage([arrived(4), arrived(4)])).toMatchObject({ time: 4, standardError: null });
    expect(medianPassage([arrived(2), arrived(6)])).toMatchObject({ time: 2, standardError: 2 });
  });

  /*
   * 400 samples of 25 exponential times, true median ln 2, each censored at an independent exponential time of mean 4 (one in five). Median ± error
   * holds ln 2 in about 68 %; order statistics are discrete, and the error itself is uncertain, so that between 58 % and 80 % are
   * allowed: the nearer bound is 4.2 binomial standard deviations (2.3 %) from 68 %, false alarm below 1 in 10 000.
   */
  it('lies within its error of the truth in about 68 of 100 cases, with censoring', () => {
    const stream = RandomStream.fromKey('median-passage');
    const exponential = (mean: number): number => -mean * Math.log(1 - stream.uniform());
    let held = 0;
    for (let sample = 0; sample < 400; sample++) {
      const passages = Array.from({ length: 25 }, () => {
        const [time, end] = [exponential(1), exponential(4)];
        return time <= end ? arrived(time) : censored(end);
      });
      const { time, standardError } = medianPassage(passages);
      if (Math.abs((time ?? NaN) - Math.LN2) <= (standardError ?? NaN)) held += 1;
    }
    expect(held / 400).toBeGreaterThan(0.58);
    expect(held / 400).toBeLessThan(0.8);
  });
});

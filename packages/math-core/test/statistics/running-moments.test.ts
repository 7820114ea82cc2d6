import fc from 'fast-check';
import { mean, sampleVariance } from 'simple-statistics';
import { expect, it } from 'vitest';
import { RunningMoments } from '../../src/index.ts';

const values = (minLength: number) =>
  fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength, maxLength: 40 });

function momentsOf(sample: readonly number[]): RunningMoments {
  const moments = new RunningMoments();
  for (const value of sample) moments.push(value);
  return moments;
}

it('agrees with two-pass formulas', () => {
  fc.assert(
    fc.property(values(2), (sample) => {
      const moments = momentsOf(sample);
      expect(moments.count).toBe(sample.length);
      expect(moments.mean).toBeCloseTo(mean(sample), 9);
      expect(moments.variance).toBeCloseTo(sampleVariance(sample), 6);
      expect(moments.standardError).toBeCloseTo(Math.sqrt(sampleVariance(sample) / sample.length), 6);
    }),
  );
});

it('merges as if everything had been seen by one', () => {
  fc.assert(
    fc.property(values(0), values(0), (left, right) => {
      const merged = momentsOf(left);
      merged.merge(momentsOf(right));
      const whole = momentsOf([...left, ...right]);
      expect(merged.count).toBe(whole.count);
      if (whole.count > 0) expect(merged.mean).toBeCloseTo(whole.mean, 9);
      if (whole.count > 1) expect(merged.variance).toBeCloseTo(whole.variance, 6);
    }),
  );
});

it('keeps the variance of values with a large common part', () => {
  expect(momentsOf([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]).variance).toBe(30);
});

it('says NaN where there is nothing to say', () => {
  expect(new RunningMoments().mean).toBeNaN();
  expect(momentsOf([3]).mean).toBe(3);
  expect(momentsOf([3]).variance).toBeNaN();
  expect(momentsOf([3]).standardError).toBeNaN();
});

import { describe, expect, it } from 'vitest';
import { InvalidArgumentError, quantile } from '../../src/index.ts';

describe('quantile', () => {
  it('interpolates between order statistics', () => {
    const sorted = [1, 2, 4, 8];
    expect([0, 1 / 3, 0.5, 0.75, 1].map((q) => quantile(sorted, q))).toEqual([1, 2, 3, 5, 8]);
  });

  it('of a single value is that value', () => {
    expect(quantile(Float64Array.of(7), 0.3)).toBe(7);
  });

  it('refuses an empty sample and a q outside [0, 1]', () => {
    expect(() => quantile([], 0.5)).toThrow(InvalidArgumentError);
    for (const q of [-0.1, 1.1, NaN]) expect(() => quantile([1], q)).toThrow(`q is ${q}`);
  });
});

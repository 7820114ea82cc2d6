import { describe, expect, it } from 'vitest';
import { firstPositiveTime } from '../../src/trajectory/first-positive-time.ts';

describe('the first time at which a function is positive', () => {
  it.each<[string, (time: number) => number]>([
    ['a line', (time) => time - 0.3],
    ['a curve', (time) => Math.expm1(time) - 0.5],
    ['a curve that is flat at its zero', (time) => (time - 0.7) ** 3],
    ['a curve far from a line', (time) => time ** 9 - 0.01],
    ['a jump', (time) => (time > 0.625 ? 1 : -1e-9)],
    ['what is not defined before', (time) => (time > 0.4 ? time : NaN)],
  ])('is found to the last digit for %s, in at most 54 evaluations', (_, f) => {
    let calls = 0;
    const time = firstPositiveTime((t) => (calls++, f(t)), 0, 1);
    expect(f(time)).toBeGreaterThan(0);
    // Doubles in (½, 1) are 2⁻⁵³ apart, those in (¼, ½) half as far.
    const before = time - (time > 0.5 ? 2 ** -53 : 2 ** -54);
    expect(before).toBeLessThan(time);
    expect(f(before) > 0).toBe(false);
    expect(calls).toBeLessThanOrEqual(54);
  });

  it('is the end of the interval where it is positive only there', () => {
    expect(firstPositiveTime((time) => time - 2 + 2 ** -52, 1, 2)).toBe(2);
  });

  it('may lie next to the beginning', () => {
    expect(firstPositiveTime((time) => time, 0, 8)).toBeLessThan(1e-29);
  });
});

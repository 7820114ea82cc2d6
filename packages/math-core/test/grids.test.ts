import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidArgumentError, logSpaced } from '../src/index.ts';

describe('logSpaced', () => {
  it('hits powers of ten exactly', () => {
    expect(Array.from(logSpaced(1, 1e4, 5))).toEqual([1, 10, 100, 1000, 10000]);
    expect(Array.from(logSpaced(100, 1, 3))).toEqual([100, 10, 1]);
  });

  it('has exact ends, a constant ratio, and increases strictly', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 1, noNaN: true }),
        fc.double({ min: 2, max: 1e9, noNaN: true }),
        fc.integer({ min: 2, max: 300 }),
        (from, factor, count) => {
          const to = from * factor;
          const points = logSpaced(from, to, count);
          expect(points).toHaveLength(count);
          expect([points[0], points[count - 1]]).toEqual([from, to]);
          const ratio = factor ** (1 / (count - 1));
          for (let i = 1; i < count; i++) {
            expect(points[i]).toBeGreaterThan(points[i - 1]);
            expect(points[i] / points[i - 1] / ratio).toBeCloseTo(1, 12);
          }
        },
      ),
    );
  });

  it.each([
    [0, 1, 3],
    [1, 0, 3],
    [-1, 1, 3],
    [1, Infinity, 3],
    [NaN, 1, 3],
    [1e-200, 1e200, 3],
    [1, 2, 1],
    [1, 2, 2.5],
  ])('refuses (%d, %d, %d)', (from, to, count) => {
    expect(() => logSpaced(from, to, count)).toThrow(InvalidArgumentError);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstPassage, survival, survivalQuantile, type Passage } from '../../src/index.ts';

const arrived = (time: number): Passage => ({ time, reached: true });
const censored = (time: number): Passage => ({ time, reached: false });

describe('the time to a threshold', () => {
  it('of a power law is exact between output times', () => {
    const times = [0, 0.5, 3, 20, 700];
    fc.assert(
      fc.property(
        fc.double({ min: 0.2, max: 3, noNaN: true }),
        fc.double({ min: 0.51, max: 690, noNaN: true }),
        (exponent, time) => {
          const risks = times.map((t) => (t === 0 ? 9 : t ** -exponent));
          const passage = firstPassage(times, risks, time ** -exponent);
          expect(passage?.reached).toBe(true);
          expect((passage?.time ?? NaN) / time).toBeCloseTo(1, 10);
        },
      ),
    );
  });

  it('is the first one of several, and the first output time for a curve that begins there', () => {
    expect(firstPassage([1, 2, 3, 4, 5], [4, 2, 4, 2, 1], 2)).toEqual(arrived(2));
    expect(firstPassage([1, 2], [1, 0.1], 1)).toEqual(arrived(1));
  });

  it('lies on a straight line where there are no logarithms', () => {
    expect(firstPassage([0, 2], [1, 0.5], 0.75)).toEqual(arrived(1));
    expect(firstPassage([1, 2], [1, -1], 0.5)).toEqual(arrived(1.25));
  });

  it('is censored at the last finite value of a curve that does not arrive', () => {
    expect(firstPassage([1, 2, 3], [1, 1, 1], 0.5)).toEqual(censored(3));
    expect(firstPassage([1, 2, 3], [1, 1], 0.5)).toEqual(censored(2));
    expect(firstPassage([1, 2, 3], [1, NaN, Infinity], 0.5)).toEqual(censored(1));
    // A gap is passed on a straight line: halfway between ln 1 and ln 3.
    expect(firstPassage([1, 2, 3], [1, NaN, 0.25], 0.5)?.time).toBeCloseTo(Math.sqrt(3), 14);
    expect(firstPassage([], [], 0.5)).toBeNull();
    expect(firstPassage([1], [NaN], 0.5)).toBeNull();
  });
});

describe('the share that has not arrived', () => {
  it('is the product-limit estimate, computed here by hand', () => {
    // At 2: 6 watched, 1 arrives; at 4: 4 watched, 2 arrive; at 7: 1 watched (the one censored at 5 is gone), 1 arrives.
    const passages = [arrived(4), censored(3), arrived(7), arrived(2), arrived(4), censored(5)];
    expect(survival(passages)).toEqual([
      { time: 2, survival: 5 / 6 },
      { time: 4, survival: (5 / 6) * (2 / 4) },
      { time: 7, survival: 0 },
    ]);
  });

  it('counts one censored at a time of arrival as watched until then', () => {
    expect(survival([arrived(1), censored(1)])).toEqual([{ time: 1, survival: 0.5 }]);
  });

  it('without censoring is the share of later ones', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 30 }), (times) => {
        for (const { time, survival: share } of survival(times.map(arrived))) {
          expect(share).toBeCloseTo(times.filter((other) => other > time).length / times.length, 12);
        }
      }),
    );
  });
});

describe('quantiles of the time to a threshold', () => {
  it('are order statistics without censoring', () => {
    const passages = [5, 1, 4, 2, 3, 6, 7, 8, 9, 10].map(arrived);
    expect([0.1, 0.5, 0.9].map((level) => survivalQuantile(passages, level))).toEqual([1, 5, 9]);
  });

  it('are unknown where too few arrive, instead of being those of the ones that do', () => {
    const passages = [arrived(1), arrived(2), censored(9), censored(9), censored(9)];
    expect([0.1, 0.4, 0.5].map((level) => survivalQuantile(passages, level))).toEqual([1, 2, null]);
    expect(survivalQuantile([], 0.5)).toBeNull();
    expect(survivalQuantile([censored(3)], 0.5)).toBeNull();
  });

  it('move later, never earlier, when an arrival is censored', () => {
    const passage = fc.record({ time: fc.integer({ min: 1, max: 20 }), reached: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(passage, { minLength: 1, maxLength: 12 }),
        fc.nat(11),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        (passages, chosen, level) => {
          const before = survivalQuantile(passages, level) ?? Infinity;
          const changed = passages.map((one, index) => (index === chosen ? censored(one.time) : one));
          expect(survivalQuantile(changed, level) ?? Infinity).toBeGreaterThanOrEqual(before);
        },
      ),
    );
  });
});

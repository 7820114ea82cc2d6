import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareOut, type Demand } from '../src/runs/share-out.ts';

const demand = (given: Partial<Demand>): Demand => ({ capacity: 2, most: 2, room: 0, share: 1, ...given });
const countsOf = (takers: readonly number[], demands: number) =>
  Array.from({ length: demands }, (_, index) => takers.filter((taker) => taker === index).length);

describe('what is shared out of the queue', () => {
  it('goes to everybody who has room, neighbours together when there is enough', () => {
    const works = [1, 1, 1, 1, 1, 1];
    expect(shareOut({ works, whole: false }, [demand({}), demand({})])).toEqual([0, 0, 1, 1]);
    expect(shareOut({ works, whole: false }, [demand({ capacity: 3 }), demand({})])).toEqual([0, 0, 1, 1, 0]);
  });

  it('goes to as many as possible when there is little', () => {
    const demands = [demand({}), demand({}), demand({})];
    expect(shareOut({ works: [1, 1, 1], whole: true }, demands)).toEqual([0, 1, 2]);
  });

  it('is a batch of short runs on top, up to the work that there is room for', () => {
    const works = Array.from({ length: 100 }, () => 10);
    const batch = demand({ most: 256, room: 400 });
    expect(shareOut({ works, whole: false }, [batch])).toHaveLength(40);
    expect(shareOut({ works, whole: false }, [{ ...batch, most: 30 }])).toHaveLength(30);
    expect(shareOut({ works, whole: false }, [{ ...batch, room: -5 }])).toHaveLength(2);
  });

  it('is no long run on top of those that there is room for', () => {
    expect(
      shareOut({ works: [9, 9, 500, 1], whole: false }, [demand({ most: 256, room: 100 })]),
    ).toHaveLength(2);
  });

  it('is only part of what is left when the queue comes to its end', () => {
    const works = Array.from({ length: 42 }, () => 10);
    const one = demand({ most: 256, room: 1e9, share: 0.5 });
    expect(countsOf(shareOut({ works, whole: true }, [one]), 1)).toEqual([2 + 10]);
  });

  it('is never more than a node takes, nor more than there is, in the order of the queue', () => {
    const demands = fc.array(
      fc.record({
        capacity: fc.integer({ min: 1, max: 8 }),
        extra: fc.integer({ min: 0, max: 30 }),
        room: fc.double({ min: -100, max: 1000, noNaN: true }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { maxLength: 6 },
    );
    const works = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 60 });
    fc.assert(
      fc.property(demands, works, fc.boolean(), (asked, lengths, whole) => {
        const wanted = asked.map(({ capacity, extra, room, share }) => ({
          capacity,
          most: capacity + extra,
          room,
          share,
        }));
        const takers = shareOut({ works: lengths, whole }, wanted);
        const counts = countsOf(takers, wanted.length);
        expect(takers.length).toBeLessThanOrEqual(lengths.length);
        counts.forEach((count, index) => expect(count).toBeLessThanOrEqual(wanted[index]?.most ?? 0));
        const places = wanted.reduce((sum, { capacity }) => sum + capacity, 0);
        expect(takers.length).toBeGreaterThanOrEqual(Math.min(places, lengths.length));
      }),
    );
  });
});

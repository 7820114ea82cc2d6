import { describe, expect, it } from 'vitest';
import { difference, drift } from '../support/drift.ts';
import { naiveDrift } from '../support/naive-drift.ts';
import { genericOverlaps, overlapsOf, teacherSpan } from '../support/overlaps.ts';

const weights = { gradient: 0.7, variance: 0.4 };

describe('the right-hand side equals four nested sums over scalar averages', () => {
  const sizes = [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((p) => [1, 2, 3, 4].map((k) => [p, k] as const));

  it.each(sizes)('for p = %i, k = %i: generic overlaps, and students in the span of the teacher', (p, k) => {
    for (const overlaps of [genericOverlaps(p, k, `naive/${p}/${k}`), teacherSpan(p, k, `naive/${p}/${k}`)]) {
      const [ours, naive] = [drift(overlaps, weights, 0.3), naiveDrift(overlaps, weights, 0.3)];
      expect(difference(ours, naive)).toBeLessThan(5e-15);
    }
  });

  it('when unit norms span nine decades', () => {
    const scales = [1e-4, 1e-2, 1, 30, 1e5];
    const students = scales.map((scale, i) =>
      scales.map((_, axis) => scale * Math.sqrt(1 / (1 + ((i * axis) % 3)))),
    );
    const teachers = [students[2].map((x, axis) => (axis === 0 ? -x : x)), students[3].map((x) => x / 7)];
    const overlaps = overlapsOf(students, teachers);
    const [ours, naive] = [drift(overlaps, weights, 0.3), naiveDrift(overlaps, weights, 0.3)];
    const largest = Math.max(...naive.dQ.map(Math.abs), ...naive.dM.map(Math.abs));
    // A force adds seven averages, each right to 7·2⁻⁵³, in an order of its own: (7 + 7)·2⁻⁵³ of their sizes on each side.
    expect(difference(ours, naive)).toBeLessThan(28 * 2 ** -53 * largest);
  });

  it('when all units are multiples of one vector', () => {
    const overlaps = overlapsOf([[1], [1], [-20], [300]], [[1], [2]]);
    const [ours, naive] = [drift(overlaps, weights, 0), naiveDrift(overlaps, weights, 0)];
    expect(difference(ours, naive)).toBeLessThan(1e-13);
  });

  it('with one part switched off', () => {
    const overlaps = genericOverlaps(3, 2, 'parts');
    for (const single of [
      { gradient: 1, variance: 0 },
      { gradient: 0, variance: 1 },
    ]) {
      expect(difference(drift(overlaps, single, 0.1), naiveDrift(overlaps, single, 0.1))).toBeLessThan(1e-15);
    }
    expect(drift(overlaps, { gradient: 0, variance: 1 }, 0.1).dM.every((entry) => entry === 0)).toBe(true);
  });
});

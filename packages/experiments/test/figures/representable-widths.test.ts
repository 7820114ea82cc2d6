import { describe, expect, it } from 'vitest';
import { representableMultiple } from '../../src/figures/representable-widths.ts';
import { theory } from '../sample-runs.ts';

const multipleFor = (teacher: readonly number[] | null, teacherWidth: number): number | null =>
  representableMultiple(
    theory({
      equations: 'limit',
      teacherWidth,
      secondLayer: { kind: 'fixed', teacher: teacher && [...teacher] },
    }),
  );

describe('widths that can represent the teacher with a second layer of ones', () => {
  it.each([
    ['equal outputs', null, 4, 4],
    ['the same, written out', [1, 1, 1], 3, 3],
    ['3 : 2 : 2 : 1', [1.5, 1, 1, 0.5], 4, 8],
    ['a teacher that copies with a minus sign', [1, -1], 2, 2],
    ['thirds, in spite of round-off', [1 / 3, 5 / 3], 2, 6],
    ['a teacher that is silent', [0, 1], 2, 2],
    ['outputs that are larger in sum than all units of a student', [2, 1], 2, null],
    ['an irrational proportion', [Math.SQRT1_2, 1], 2, null],
  ])('are multiples for %s', (_, teacher, k, multiple) => {
    expect(multipleFor(teacher, k)).toBe(multiple);
  });
});

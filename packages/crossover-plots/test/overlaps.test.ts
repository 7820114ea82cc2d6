import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlapsFigure, themes, type OverlapFrame, type OverlapsData } from '../src/index.ts';
import { divergingColour } from '../src/language/diverging-colours.ts';
import { blockLayout } from '../src/overlaps/block-layout.ts';
import { twoUnits } from './two-units.ts';

const frame = (time: number, M: readonly (readonly number[])[]): OverlapFrame => ({
  time,
  risk: 1e-5,
  M,
  Q: M.map((_, row) => M.map((__, column) => (row === column ? 1 : 0))),
});

const figureOf = (frames: readonly OverlapFrame[], change: Partial<OverlapsData> = {}) => {
  const data: OverlapsData = {
    kind: 'overlaps',
    name: 'overlaps',
    source: 'simulation',
    regime: 'plateau',
    theta: 0,
    timeStep: 1e-3,
    studentWidth: 2,
    teacherWidth: 2,
    parameters: twoUnits,
    frames,
    ...change,
  };
  const figure = overlapsFigure({
    data,
    theme: 'light',
    size: { width: 500, height: 400 },
    furniture: 'full',
  });
  return { ...figure, title: figure.title.replaceAll('\u00a0', ' ') };
};

const mixed = frame(0, [
  [0.3, 0.3],
  [0.4, -0.2],
]);
const specialised = frame(1e4, [
  [0, 1],
  [0.99, 0.01],
]);

describe('the title', () => {
  it('compares the share of the first teacher at the end with that at the start', () => {
    const { title, findings } = figureOf([mixed, specialised]);
    // Shares at t = 0: 0.09/0.18 and 0.16/0.2.
    expect(title).toBe(
      'Units single out one teacher: 100 % of M² at t = 10⁴, 65 % (50 to 80 %) at t = 0; R = 10⁻⁵',
    );
    expect(findings.slice(3, 6).map(({ value }) => value)).toEqual([
      expect.closeTo(0.65, 12),
      expect.closeTo(0.5, 12),
      expect.closeTo(0.8, 12),
    ]);
  });

  it('says when units do not', () => {
    expect(figureOf([mixed]).title).toMatch(/^Units do not single out a teacher: 65 %/);
  });

  it('claims nothing about one teacher, which has all of M² at any time', () => {
    expect(figureOf([frame(3, [[0.1], [0.2]])], { teacherWidth: 1 }).title).toBe(
      'Overlaps at t = 3, R = 10⁻⁵',
    );
  });
});

describe('entries', () => {
  it('have colours symmetric about 0, on one scale for all frames', () => {
    const { datasets } = figureOf([
      mixed,
      frame(1, [
        [2, -2],
        [0, 0.4],
      ]),
    ]);
    const colours = new Map(datasets.entries.map(({ value, colour }) => [value, colour]));
    expect(colours.get(2)).toBe(divergingColour('light', 1, 1));
    expect(colours.get(-2)).toBe(divergingColour('light', -1, 1));
    expect(colours.get(0)).toBe(divergingColour('light', 0, 1));
  });

  it('carry the numbers of the units, whatever the order of the rows', () => {
    const figure = figureOf([mixed], { order: [1, 0] });
    const { datasets } = figure;
    expect(
      datasets.entries.filter(({ matrix }) => matrix === 'M').map(({ student, other }) => [student, other]),
    ).toEqual([
      [2, 1],
      [2, 2],
      [1, 1],
      [1, 2],
    ]);
    expect(figure.table().rows[1]).toEqual([0, 'M', 2, 1, 0.3]);
  });

  it('that are not finite are left empty and counted', () => {
    const { notes } = figureOf([
      frame(0, [
        [NaN, 1],
        [1, Infinity],
      ]),
    ]);
    expect(notes).toEqual(['2 entries are not finite and left empty.']);
  });

  it('of different matrices never overlap, and stay within the frame of axes where that has room', () => {
    const count = fc.integer({ min: 1, max: 12 });
    const width = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(count, width, width, (frames, students, teachers) => {
        const room = { width: 600, height: 500 };
        const { cell, corner } = blockLayout(frames, students, teachers, room, themes.print);
        const boxes = Array.from({ length: frames }, (_, index) => index).flatMap((index) =>
          (['M', 'Q'] as const).map((matrix) => {
            const { x, y } = corner(index, matrix);
            const columns = matrix === 'M' ? teachers : students;
            return { left: x, right: x + columns * cell, top: y, bottom: y + students * cell };
          }),
        );
        for (const [index, one] of boxes.entries()) {
          if (cell > 0.5) expect(one.right).toBeLessThan(room.width + 1e-6);
          for (const other of boxes.slice(0, index)) {
            const apart =
              one.left >= other.right - 1e-9 ||
              other.left >= one.right - 1e-9 ||
              one.top >= other.bottom - 1e-9 ||
              other.top >= one.bottom - 1e-9;
            if (cell > 0.5) expect(apart).toBe(true);
          }
        }
      }),
      { seed: 6, numRuns: 150 },
    );
  });
});

import { divergingColour } from '../language/diverging-colours.ts';
import type { Theme } from '../language/theme.ts';
import { decadeOf, formatNumber, powerOfTen } from '../text/numbers.ts';
import type { BlockLayout } from './block-layout.ts';
import { labelStep } from './block-layout.ts';
import type { OverlapsData } from './input.ts';

/** One entry of one matrix as a square, or one word, in CSS pixels. */
export interface OverlapRow {
  readonly frame: number;
  readonly time: number;
  readonly matrix: 'M' | 'Q' | null;
  /** Units from 1; null for a word. */
  readonly student: number | null;
  readonly other: number | null;
  readonly value: number | null;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly colour: string;
  readonly text: string;
}

export interface OverlapRows {
  readonly entries: readonly OverlapRow[];
  /** Time, risk, names of the matrices: at their left ends. */
  readonly heads: readonly OverlapRow[];
  /** Numbers of units below and left of the matrices. */
  readonly below: readonly OverlapRow[];
  readonly beside: readonly OverlapRow[];
}

const NICE = [1, 1.2, 1.4, 1.6, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The end of the colour scale: a round number that no entry exceeds in size. */
export function scaleLimit({ frames }: OverlapsData): number {
  const sizes = frames
    .flatMap(({ M, Q }) => [...M, ...Q].flat())
    .map(Math.abs)
    .filter((size) => size < Infinity);
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0);
  if (largest === 0) return 1;
  const unit = powerOfTen(decadeOf(largest));
  return unit * (NICE.find((nice) => nice * unit >= largest) ?? 10);
}

export const studentNumber = ({ order }: OverlapsData, row: number): number => (order?.[row] ?? row) + 1;

export function overlapRows(
  data: OverlapsData,
  layout: BlockLayout,
  limit: number,
  theme: Theme,
): OverlapRows {
  const { cell } = layout;
  const line = 1.35 * theme.smallFontSize;
  const step = labelStep(cell, 1.1 * theme.smallFontSize);
  const digits = (count: number): number => 0.56 * theme.smallFontSize * String(count).length + 4;
  const rows = { entries: [], heads: [], below: [], beside: [] } as {
    -readonly [Name in keyof OverlapRows]: OverlapRow[];
  };
  for (const [frame, { time, risk, M, Q }] of data.frames.entries()) {
    const word = (text: string, x: number, y: number, colour = theme.ink): OverlapRow => ({
      ...{ frame, time, matrix: null, student: null, other: null, value: null },
      ...{ left: x, right: x, top: y, bottom: y, colour, text },
    });
    const start = layout.corner(frame, 'M');
    rows.heads.push(
      word(`t = ${formatNumber(time)}`, start.x, start.y - 2.5 * line),
      word(`R = ${formatNumber(risk)}`, start.x, start.y - 1.5 * line, theme.mutedInk),
    );
    for (const [matrix, entries] of [['M', M] as const, ['Q', Q] as const]) {
      const { x, y } = layout.corner(frame, matrix);
      rows.heads.push(word(matrix, x, y - 0.5 * line));
      for (const [row, values] of entries.entries()) {
        const student = studentNumber(data, row);
        for (const [column, value] of values.entries()) {
          rows.entries.push({
            ...{ frame, time, matrix, student, value },
            other: matrix === 'M' ? column + 1 : studentNumber(data, column),
            left: x + column * cell,
            right: x + (column + 1) * cell,
            top: y + row * cell,
            bottom: y + (row + 1) * cell,
            colour: Number.isFinite(value) ? divergingColour(theme.name, value, limit) : theme.background,
            text: '',
          });
        }
        if (row % step === 0 && frame % layout.columns === 0 && (matrix === 'M' || !layout.beside)) {
          rows.beside.push(word(String(student), x - 4, y + (row + 0.5) * cell, theme.mutedInk));
        }
      }
      const count = entries[0]?.length ?? 0;
      const columnStep = labelStep(cell, digits(count));
      for (let column = 0; column < count; column += columnStep) {
        const number = matrix === 'M' ? column + 1 : studentNumber(data, column);
        const under = y + entries.length * cell + 0.55 * line;
        rows.below.push(word(String(number), x + (column + 0.5) * cell, under, theme.mutedInk));
      }
    }
  }
  return rows;
}

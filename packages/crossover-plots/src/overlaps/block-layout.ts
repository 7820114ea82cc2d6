import type { Frame } from '../composition/bands.ts';
import type { Theme } from '../language/theme.ts';

/** Where the matrices of all frames stand, in CSS pixels. */
export interface BlockLayout {
  /** Side of the square that an entry is drawn as. */
  readonly cell: number;
  /** Frames side by side. */
  readonly columns: number;
  /** M beside Q, or above it. */
  readonly beside: boolean;
  /** Of all frames with their words. */
  readonly height: number;
  /** Upper left corners of M and Q of a frame. */
  readonly corner: (frame: number, matrix: 'M' | 'Q') => { readonly x: number; readonly y: number };
}

/** Larger squares say no more. */
const LARGEST_CELL = 26;

/** Width of the words above a frame, such as R = 1.23 × 10⁻⁴, in units of the font size. */
const LEAST_WORDS = 7.2;

/** The arrangement in which entries are largest, with this many frames of p × k and p × p entries. */
export function blockLayout(
  frames: number,
  studentWidth: number,
  teacherWidth: number,
  room: Frame,
  theme: Theme,
): BlockLayout {
  const line = 1.35 * theme.smallFontSize;
  const head = 2 * line;
  const name = line;
  const ticks = line;
  const between = Math.round(0.9 * theme.smallFontSize);
  const apart = Math.round(1.6 * theme.smallFontSize);
  const most = Math.max(1, Math.floor((room.width + apart) / (LEAST_WORDS * theme.smallFontSize + apart)));
  let best = { cell: 0, columns: 1, beside: true };
  for (let columns = 1; columns <= Math.min(frames, most); columns++) {
    const rows = Math.ceil(frames / columns);
    for (const beside of [true, false]) {
      const across = beside ? studentWidth + teacherWidth : Math.max(studentWidth, teacherWidth);
      const down = beside ? studentWidth : 2 * studentWidth;
      const wide = room.width / columns - apart * (1 - 1 / columns) - (beside ? between : 0);
      const high = room.height / rows - head - (beside ? 1 : 2) * (name + ticks);
      const cell = Math.min(LARGEST_CELL, wide / across, high / down);
      if (cell > best.cell + 1e-9) best = { cell, columns, beside };
    }
  }
  const { columns, beside } = best;
  const cell = Math.max(0.5, best.cell);
  const rows = Math.ceil(frames / columns);
  const stride = {
    x: (room.width + apart) / columns,
    y: Math.min(room.height / rows, head + (beside ? 1 : 2) * (name + ticks + studentWidth * cell) + apart),
  };
  const frameHeight = head + (beside ? 1 : 2) * (name + ticks + studentWidth * cell);
  return {
    cell,
    columns,
    beside,
    height: Math.ceil((rows - 1) * stride.y + frameHeight),
    corner: (frame, matrix) => {
      const x = (frame % columns) * stride.x;
      const y = Math.floor(frame / columns) * stride.y + head + name;
      if (matrix === 'M') return { x, y };
      return beside
        ? { x: x + teacherWidth * cell + between, y }
        : { x, y: y + studentWidth * cell + ticks + name };
    },
  };
}

/** Every how-manieth entry has room for its number, which takes this many pixels. */
export function labelStep(cell: number, needed: number): number {
  return [1, 2, 5, 10, 20, 50, 100].find((step) => step * cell >= needed) ?? 200;
}

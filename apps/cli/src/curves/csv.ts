import type { Overlaps } from './curve.ts';

type Cell = string | number | null;

/** Lines of comma-separated values; numbers with all their digits, nothing for what is absent. */
export function csvLines(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(cellText).join(',')}\n`).join('');
}

/** Q_1_1 … Q_p_p, M_1_1 … M_p_k, counted from 1 as on paper. */
export function overlapColumns(overlaps: readonly Overlaps[] | null): string[] {
  const first = overlaps?.[0];
  if (first === undefined) return [];
  return (['Q', 'M'] as const).flatMap((name) =>
    first[name].flatMap((row, i) => row.map((_, j) => `${name}_${i + 1}_${j + 1}`)),
  );
}

export function overlapCells(overlaps: readonly Overlaps[] | null, index: number): number[] {
  const at = overlaps?.[index];
  return at === undefined ? [] : [...at.Q.flat(), ...at.M.flat()];
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isNaN(cell) ? '' : String(cell);
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

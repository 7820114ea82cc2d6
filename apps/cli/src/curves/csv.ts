import type { Overlaps } from './curve.ts';

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

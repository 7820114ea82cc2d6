/** A flat row-major matrix as rows. */
export function rowsOf(entries: Float64Array, columns: number): number[][] {
  return Array.from({ length: entries.length / columns }, (_, row) => [
    ...entries.subarray(row * columns, (row + 1) * columns),
  ]);
}

/** Nine significant digits. */
export function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(9);
}

/** Lines of a label and a text, the texts in one column. */
export function labelledLines(pairs: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...pairs.map(([label]) => label.length));
  return pairs.map(([label, text]) => `  ${label.padEnd(width)}  ${text}`);
}

/** A matrix in columns aligned to the right. */
export function matrixLines(rows: readonly (readonly number[])[]): string[] {
  const cells = rows.map((row) => row.map((value) => value.toFixed(6)));
  const width = Math.max(...cells.flat().map((text) => text.length));
  return cells.map((row) => `  ${row.map((text) => text.padStart(width)).join('  ')}`);
}

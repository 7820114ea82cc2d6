import type { FigureTable } from '@crossover/crossover-plots';

const quoted = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A table as CSV (RFC 4180). Numbers are written so that reading them gives the same bits; nothing is empty. */
export function tableAsCsv({ columns, rows }: FigureTable): string {
  const lines = [columns, ...rows].map((cells) =>
    cells.map((cell) => (cell === null ? '' : quoted(String(cell)))).join(','),
  );
  return `${lines.join('\r\n')}\r\n`;
}

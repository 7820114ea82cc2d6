import { parameterOfSymbol } from './parameter-symbols.ts';

/** Longer names are not typed by accident, and comparing them takes time. */
const LONGEST_NAME = 64;

/** The known name that a misspelt one was meant to be: what its symbol stands for, or the nearest by spelling; undefined if none is near. */
export function nearMiss(found: string, known: readonly string[]): string | undefined {
  const meant = parameterOfSymbol(found);
  if (meant !== undefined && known.includes(meant)) return meant;
  if (found.length > LONGEST_NAME) return undefined;
  const allowed = Math.max(1, Math.floor(found.length / 3));
  const typed = plain(found);
  return known
    .map((name) => ({ name, distance: editDistance(typed, plain(name)) }))
    .filter(({ distance }) => distance <= allowed)
    .sort((a, b) => a.distance - b.distance)
    .at(0)?.name;
}

/** Without case and separators: "learning-rate_prefactor" is but another spelling. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_ ]/g, '');
}

/** Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other. */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, rows[i - 2][j - 2] + 1);
      }
      row.push(least);
    }
    rows.push(row);
  }
  return rows[a.length][b.length];
}

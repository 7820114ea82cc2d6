import type { WidthPanelData } from './input.ts';

/** What must divide p for R = 0 to be representable: k, or a number where the teachers' outputs differ. */
export function divisorOf({ multiple, parameters }: WidthPanelData): string {
  return multiple === undefined || multiple === null || multiple === parameters.teacherWidth
    ? 'k'
    : String(multiple);
}

/** What hollow marks mean, where there are any. */
export function hollowWords(panels: readonly WidthPanelData[]): string[] {
  const hollow = panels.filter(({ widths }) => widths.some(({ representable }) => !representable));
  if (hollow.length === 0) return [];
  const divisors = [...new Set(hollow.map(divisorOf))].sort().reverse();
  const which =
    divisors.length === 1
      ? divisors[0]
      : `${divisors[0]} (${divisors.slice(1).join(', ')} where the teachers’ outputs differ)`;
  return [
    `Hollow: ${which} does not divide p, so that R = 0 cannot be represented with a fixed second layer.`,
  ];
}

const LARGE: readonly (readonly [number, string])[] = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
];

/** A rate in three digits: 850, 12.3 k, 1.05 M. */
export function formatRate(value: number): string {
  for (const [unit, symbol] of LARGE) {
    if (value >= 0.9995 * unit) {
      const scaled = value / unit;
      const places = scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2;
      return `${scaled.toFixed(places)} ${symbol}`;
    }
  }
  return String(Math.round(value));
}

/** A share in whole per cent. 100 % is for what is complete, 0 % for what has not begun. */
export function formatShare(fraction: number): string {
  if (fraction <= 0) return '0 %';
  if (fraction >= 1) return '100 %';
  return `${Math.min(99, Math.max(1, Math.round(100 * fraction)))} %`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

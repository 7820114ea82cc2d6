import type { Finding } from '../figure.ts';
import { formatNumber } from '../text/numbers.ts';
import type { PowerLawFit } from './plotted-series.ts';

const NBSP = '\u00a0';

/** Half of a fit's interval. */
const halfOf = ([low, high]: readonly [number, number]): number => (high - low) / 2;

const minus = (text: string): string => text.replace('-', '−');

/** A value ± half its interval with as many decimals as the half has to one or two digits: −0.49 ± 0.02. */
export function withInterval(value: number, interval: readonly [number, number]): string {
  const half = halfOf(interval);
  if (!(half > 0) || !Number.isFinite(half)) return formatNumber(value);
  const decimals = Math.min(6, Math.max(0, 1 - decadeOfHalf(half)));
  return `${minus(value.toFixed(decimals))}${NBSP}±${NBSP}${half.toFixed(decimals)}`;
}

/** The decade of the first digit, one lower where that digit is 1: then two digits are shown. */
function decadeOfHalf(half: number): number {
  const [digits, exponent] = half.toExponential(1).split('e');
  return Number(exponent) + (digits.startsWith('1') ? 0 : 1);
}

/** An exponent with its interval: −0.49 ± 0.02. */
export const exponentWords = ({ exponent, interval }: PowerLawFit): string =>
  withInterval(exponent, interval);

/** A power law as it stands in a title. Lines of plain text raise nothing as long as this. */
export const powerWords = (symbol: string, fit: PowerLawFit): string =>
  `${symbol} to the power ${exponentWords(fit)}`;

/** The finding behind an exponent in a title. */
export function exponentFinding(
  quantity: string,
  { exponent, standardError, interval, ...fit }: PowerLawFit,
): Finding {
  const [from, to] = fit.range;
  return {
    quantity,
    value: exponent,
    standardError,
    interval,
    from: `${fit.points} points from ${formatNumber(from)} to ${formatNumber(to)}; ${fit.method}`,
  };
}

/** The two ends of a fitted power law. */
export function fittedLine(
  { exponent, prefactor, range }: PowerLawFit,
  power: (x: number, exponent: number) => number,
) {
  return range.map((x) => ({ x, y: prefactor * power(x, exponent) }));
}

/** A column of a table for each number of a fit, in this order. */
export const fitColumns = [
  'exponent',
  'standard error of the exponent',
  '95 % from',
  '95 % to',
  'fitted from',
  'fitted to',
  'method',
];

export function fitCells(fit: PowerLawFit | null): (string | number | null)[] {
  if (fit === null) return fitColumns.map(() => null);
  return [fit.exponent, fit.standardError, ...fit.interval, ...fit.range, fit.method];
}

import { superscript } from './superscript.ts';

/** Keeps a number on one line. */
const NBSP = '\u00a0';

const plusMinus = (value: string, error: string): string => `${value}${NBSP}±${NBSP}${error}`;

/** Mantissa and exponent of the shortest decimal with this many significant digits. */
function decimalParts(value: number, digits: number): { mantissa: string; exponent: number } {
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
  return { mantissa, exponent: Number(exponent) };
}

const minus = (text: string): string => text.replace('-', '−');

/** ⌊log₁₀ value⌋, exactly, for value > 0. */
export function decadeOf(value: number): number {
  const [, exponent] = value.toExponential().split('e');
  return Number(exponent);
}

/** 10ⁿ as the double nearest to it. */
export function powerOfTen(exponent: number): number {
  return Number(`1e${exponent}`);
}

/** Whether this many significant digits say all. */
const hasFewDigits = (value: number, digits: number): boolean => Number(value.toPrecision(digits)) === value;

/** An integer with its digits in groups of three from five digits on: 12 345. */
function grouped(value: number): string {
  const text = String(value);
  if (Math.abs(value) < 1e4 || Math.abs(value) >= 1e15) return minus(text);
  return minus(text.replace(/\B(?=(\d{3})+$)/g, NBSP));
}

/** A number as a physicist writes it: 0.213, 42, 12 345, 10⁴, 1.14 × 10⁻⁴. Integers keep all their digits. */
export function formatNumber(value: number, digits = 3): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (Number.isInteger(value) && (magnitude < 1e4 || !hasFewDigits(value, digits))) return grouped(value);
  if (magnitude >= 0.01 && magnitude < 1e4) return minus(String(Number(value.toPrecision(digits))));
  const { mantissa, exponent } = decimalParts(value, digits);
  const shortest = minus(String(Number(mantissa)));
  const power = `10${superscript(exponent)}`;
  if (shortest === '1') return power;
  return shortest === '−1' ? `−${power}` : `${shortest}${NBSP}×${NBSP}${power}`;
}

/** A measured value with its standard error: (1.14 ± 0.02) × 10⁻⁴, the error to one or two digits. */
export function formatMeasurement(value: number, standardError: number): string {
  if (!(standardError > 0) || !Number.isFinite(standardError) || !(value > 0)) return formatNumber(value);
  const errorDecade = decadeOf(Number(standardError.toPrecision(1)));
  const valueDecade = decadeOf(value);
  if (errorDecade > valueDecade) return plusMinus(formatNumber(value, 2), formatNumber(standardError, 1));
  const decimals = valueDecade - errorDecade;
  if (valueDecade >= -2 && valueDecade < 4) {
    const places = Math.max(0, -errorDecade);
    return plusMinus(value.toFixed(places), standardError.toFixed(places));
  }
  const unit = powerOfTen(valueDecade);
  const mantissa = plusMinus((value / unit).toFixed(decimals), (standardError / unit).toFixed(decimals));
  return `(${mantissa})${NBSP}×${NBSP}10${superscript(valueDecade)}`;
}

const DENOMINATORS = [1, 2, 3, 4, 5, 6, 8] as const;

/** An exponent as a fraction when it is a simple one (3/2, −1/4), otherwise as a decimal. */
export function formatExponent(value: number): string {
  for (const denominator of DENOMINATORS) {
    const numerator = Math.round(value * denominator);
    if (Math.abs(value * denominator - numerator) < 1e-9) {
      return minus(denominator === 1 ? String(numerator) : `${numerator}/${denominator}`);
    }
  }
  return minus(String(Number(value.toPrecision(3))));
}

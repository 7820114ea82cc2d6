import { SUPERSCRIPT_DIGITS } from '../text/superscript.ts';
import { decadeOf } from '../text/numbers.ts';
import type { LogDomain } from './decades.ts';

/** 1, 2, …, 9 times every power of ten within the interval: major ticks at the powers, minor ones between. */
export function logTicks({ min, max }: LogDomain): number[] {
  const ticks: number[] = [];
  for (let decade = decadeOf(min); decade <= decadeOf(max); decade++) {
    for (let digit = 1; digit <= 9; digit++) {
      const tick = Number(`${digit}e${decade}`);
      if (tick >= min && tick <= max) ticks.push(tick);
    }
  }
  return ticks;
}

/** Tests, in Vega's expression language, on a tick's `datum.value`. */
const exponent = 'round(log(datum.value) / LN10)';
export const isPowerOfTen = `abs(log(datum.value) / LN10 - ${exponent}) < 1e-6`;
const digitAt = (index: string): string => `substring('${SUPERSCRIPT_DIGITS}', ${index}, ${index} + 1)`;
const raisedExponent = (value: string): string =>
  `(${value} < 0 ? '⁻' : '') + (abs(${value}) > 9 ? ${digitAt(`floor(abs(${value}) / 10)`)} : '') + ${digitAt(`abs(${value}) % 10`)}`;
const decade = 'floor(log(datum.value) / LN10 + 1e-9)';
const leadingDigit = `round(datum.value / pow(10, ${decade}))`;

/**
 * Labels of a logarithmic axis: 10⁻³ at the powers of ten; when the interval holds little more than one
 * of them (a strong zoom) also 2 · 10⁻³ and 5 · 10⁻³. `zero`, where given, is the place that stands for 0.
 */
export function tickLabelExpression(names: {
  readonly min: string;
  readonly max: string;
  readonly zero?: number;
}): string {
  const powers = `'10' + ${raisedExponent(exponent)}`;
  const between = `${names.max} / ${names.min} < 30 && (${leadingDigit} === 2 || ${leadingDigit} === 5) ? ${leadingDigit} + '·10' + ${raisedExponent(decade)} : ''`;
  const log = `${isPowerOfTen} ? ${powers} : ${between}`;
  return names.zero === undefined ? log : `datum.value === ${names.zero} ? '0' : ${log}`;
}

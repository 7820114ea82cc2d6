import { describe, expect, it } from 'vitest';
import { formatExponent, formatMeasurement, formatNumber, superscript } from '../src/index.ts';
import { decadeOf, powerOfTen } from '../src/text/numbers.ts';

const spaced = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('numbers as a physicist writes them', () => {
  it.each([
    [0, '0'],
    [1000, '1000'],
    [-3, '−3'],
    [0.21345, '0.213'],
    [1e-3, '10⁻³'],
    [1.139e-4, '1.14 × 10⁻⁴'],
    [-2.5e-7, '−2.5 × 10⁻⁷'],
    [1e4, '10⁴'],
    [12345, '12 345'],
    [1234567, '1 234 567'],
    [1e6, '10⁶'],
    [2e6, '2 × 10⁶'],
    [NaN, '–'],
    [Infinity, '∞'],
  ])('%d is %s', (value, text) => {
    expect(spaced(formatNumber(value))).toBe(text);
  });

  it.each([
    [1.139e-4, 2.1e-6, '(1.14 ± 0.02) × 10⁻⁴'],
    [0.1842, 0.0091, '0.184 ± 0.009'],
    [123.4, 2, '123 ± 2'],
    [1.5e-5, 0, '1.5 × 10⁻⁵'],
    [1.5e-5, NaN, '1.5 × 10⁻⁵'],
    [1e-5, 3e-5, '(1 ± 3) × 10⁻⁵'],
    [1e-5, 3e-4, '10⁻⁵ ± 3 × 10⁻⁴'],
    [9.96e-5, 9.6e-7, '(10.0 ± 0.1) × 10⁻⁵'],
  ])('%d with standard error %d is %s', (value, error, text) => {
    expect(spaced(formatMeasurement(value, error))).toBe(text);
  });

  it.each([
    [1.5, '3/2'],
    [0.25, '1/4'],
    [-0.375, '−3/8'],
    [1, '1'],
    [0.1 + 0.2, '0.3'],
    [-0.49, '−0.49'],
  ])('the exponent %d is %s', (value, text) => {
    expect(formatExponent(value)).toBe(text);
  });

  it('raises digits, signs and the decimal point', () => {
    expect(`t${superscript('-1.46')}`).toBe('t⁻¹·⁴⁶');
  });

  it('finds decades exactly at their ends', () => {
    for (let exponent = -300; exponent <= 300; exponent += 7) {
      expect(decadeOf(powerOfTen(exponent))).toBe(exponent);
    }
    expect(decadeOf(0.9999999999999999)).toBe(-1);
  });
});

/** Numbers and tables of a Markdown page. */

export const fixed = (value, digits) =>
  Object.is(value, null) ? '–' : value.toFixed(digits).replace('-', '−');

const RAISED = { '-': '⁻', 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹' };

/** 1.14 · 10⁻⁴ */
export function scientific(value) {
  if (value === 0) return '0';
  const [mantissa, exponent] = value.toExponential(2).split('e');
  const raised = [...String(Number(exponent))].map((digit) => RAISED[digit]).join('');
  return Number(mantissa) === 1 ? `10${raised}` : `${Number(mantissa)} · 10${raised}`;
}

export const interval = ([low, high]) => `[${fixed(low, 3)}, ${fixed(high, 3)}]`;

export function table(columns, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

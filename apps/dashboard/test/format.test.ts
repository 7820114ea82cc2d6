import { describe, expect, it } from 'vitest';
import { formatRate, formatShare, plural } from '../src/format/counts.ts';
import { tableAsCsv } from '../src/format/csv.ts';
import { formatAgo, formatDuration, formatTimeLeft } from '../src/format/durations.ts';
import { mathPieces } from '../src/format/math-text.ts';

describe('durations', () => {
  it.each([
    [0.04, '0.0 s'],
    [9.94, '9.9 s'],
    [9.96, '10 s'],
    [59.6, '1 min 00 s'],
    [125, '2 min 05 s'],
    [3 * 3600 + 7 * 60, '3 h 07 min'],
    [2 * 86400 + 4 * 3600, '2 d 4 h'],
  ])('%d s is %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it.each([
    [1, 'a few seconds'],
    [42, 'about 40 s'],
    [170, 'about 3 min'],
    [7300, 'about 2 h'],
    [3 * 86400, 'about 3 days'],
  ])('%d s left are told as %s', (seconds, text) => {
    expect(formatTimeLeft(seconds)).toBe(text);
  });

  it.each([
    [1, 'just now'],
    [40, '40 s ago'],
    [200, '3 min ago'],
    [7300, '2 h ago'],
    [100_000, 'yesterday'],
    [1_000_000, '2026-11-11'],
  ])('%d s before now is %s', (seconds, text) => {
    const now = Date.parse('2026-11-23T12:00:00Z');
    expect(formatAgo(new Date(now - 1000 * seconds).toISOString(), now)).toBe(text);
  });
});

describe('counts', () => {
  it.each([
    [0, '0'],
    [850.4, '850'],
    [999.7, '1.00 k'],
    [12_345, '12.3 k'],
    [2_200_000, '2.20 M'],
    [3.5e9, '3.50 G'],
  ])('a rate of %d is %s', (rate, text) => {
    expect(formatRate(rate)).toBe(text);
  });

  it('keeps 0 % and 100 % for what has not begun and what is complete', () => {
    expect([0, 1e-6, 0.5, 0.9999, 1].map(formatShare)).toEqual(['0 %', '1 %', '50 %', '99 %', '100 %']);
  });

  it('counts one and many', () => {
    expect([plural(1, 'run'), plural(3, 'run'), plural(2, 'run failed', 'runs failed')]).toEqual([
      '1 run',
      '3 runs',
      '2 runs failed',
    ]);
  });
});

describe('files and text', () => {
  it('writes CSV that reads back to the same bits, with quotes where needed', () => {
    const csv = tableAsCsv({
      columns: ['curve', 'R'],
      rows: [
        ['d = 30, Δ = "x"', 0.1 + 0.2],
        ['limit', null],
      ],
    });
    expect(csv).toBe('curve,R\r\n"d = 30, Δ = ""x""",0.30000000000000004\r\nlimit,\r\n');
  });

  it('raises exponents', () => {
    expect(mathPieces('γ = γ₀ d^{−δ} at fixed width')).toEqual([
      { text: 'γ = γ₀ d', raised: false },
      { text: '−δ', raised: true },
      { text: ' at fixed width', raised: false },
    ]);
    expect(mathPieces('no exponent')).toEqual([{ text: 'no exponent', raised: false }]);
  });
});

import { describe, expect, it } from 'vitest';
import { csvLines } from '@crossover/experiments/export';
import { readTimes } from '../src/model/times-option.ts';
import { labLine } from '../src/laboratory/lab-line.ts';
import { reachableUrl } from '../src/laboratory/addresses.ts';
import { formatDuration } from '../src/terminal/duration.ts';

describe('a duration', () => {
  it.each([
    [0, '0.0 s'],
    [9.94, '9.9 s'],
    [9.96, '10 s'],
    [59.6, '1 min 00 s'],
    [125, '2 min 05 s'],
    [3599.7, '1 h 00 min'],
    [11220, '3 h 07 min'],
  ])('of %d s reads %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('output times for --t-max', () => {
  it.each([1e-6, 0.3, 1, 77, 1e4, 3e9])('end at %d and only grow', (tMax) => {
    const times = readTimes({ tMax }, null);
    expect(times[0]).toBe(0);
    expect(times.at(-1)).toBe(tMax);
    expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
  });

  it('are 0 and the end when the end is no later than the first step', () => {
    expect(readTimes({ tMax: 0.5 }, 1)).toEqual([0, 0.5]);
  });
});

describe('comma-separated values', () => {
  it('keep all digits, quote what needs it and leave out what is absent', () => {
    expect(csvLines([['a', 'b,"c"'], [0.1 + 0.2, null], [Number.NaN, 1e300]])).toBe(
      'a,"b,""c"""\n0.30000000000000004,\n,1e+300\n',
    ); // prettier-ignore
  });
});

describe('the line of the laboratory', () => {
  it('is empty while nothing is to be done', () => {
    expect(labLine([], [])).toBeNull();
  });
});

describe('the address that other machines use', () => {
  it('is the one that was asked for, or one that reaches this machine', () => {
    expect(reachableUrl('lab.example', 4280)).toBe('http://lab.example:4280');
    expect(reachableUrl('::1', 4280)).toBe('http://[::1]:4280');
    expect(reachableUrl('0.0.0.0', 4280)).toMatch(/^http:\/\/(?!0\.0\.0\.0).+:4280$/);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ExperimentFileError,
  findPreset,
  parseExperiment,
  type ExperimentFileIssue,
} from '../../src/index.ts';
import { failure, short } from './sample-file.ts';

describe('a file that is made to exhaust whoever reads it', () => {
  const laughs = [
    'a: &a0 [1, 1]',
    ...Array.from({ length: 40 }, (_, i) => `b${i}: &a${i + 1} [*a${i}, *a${i}]`),
  ];
  it.each([
    ['too long', ' '.repeat(500_001), /500001 characters/],
    ['nested by brackets', '['.repeat(50_000), /deeper than 24 levels/],
    ['nested by closed brackets', `${'['.repeat(30)}${']'.repeat(30)}`, /deeper than 24 levels/],
    ['nested by dashes', '- '.repeat(20_000), /deeper than 24 levels/],
    ['of many faults', `[${'"'.repeat(40_000)}]`, /… and \d+ more\.$/],
    ['of repeated aliases', laughs.join('\n'), /more than 100 times/],
    ['of many aliases', `a: &a 1\nb: [${'*a, '.repeat(101)}1]`, /more than 100 times/],
    ['that holds itself', 'base: &a {axes: *a}', /deeper than 24 levels/],
    [
      'of long repetitions',
      `a: &a [${'1,'.repeat(20_000)}1]\nb: [${'*a, '.repeat(15)}1]`,
      /more than 300000 values/,
    ],
  ])('is refused: %s', (_what, text, message) => {
    expect(failure(text).message).toMatch(message);
  });
});

describe('any text', () => {
  /** Whether it is an experiment or an error with places that exist in the text. */
  const check = (text: string): void => {
    let issues: readonly ExperimentFileIssue[];
    try {
      parseExperiment(text, { name: 'fuzz' });
      return;
    } catch (error) {
      if (!(error instanceof ExperimentFileError)) throw error;
      issues = error.issues;
      expect(error.message.length).toBeGreaterThan(0);
    }
    expect(issues.length).toBeGreaterThan(0);
    const lines = text.replace(/^\uFEFF/, '').split('\n');
    for (const { line, column, message } of issues) {
      expect(Number.isInteger(line) && line >= 1 && line <= lines.length).toBe(true);
      expect(Number.isInteger(column) && column >= 1 && column <= lines[line - 1].length + 1).toBe(true);
      expect(message).not.toBe('');
    }
  };

  it('is an experiment or has faults with a place', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), check), { numRuns: 300 });
    fc.assert(fc.property(fc.json(), check), { numRuns: 200 });
    const tokens = [
      'name',
      'base',
      'axes',
      'parts',
      'times',
      'kappa',
      ': ',
      ':',
      '\n',
      '  ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      ', ',
      '&a ',
      '*a',
      '!t ',
      '"',
      "'",
      '|',
      '>',
      '#',
      '%',
      '? ',
      '1e3',
      '0',
      '<<',
      '---\n',
      '\t',
      '\r\n',
      'x',
      '~',
      '__proto__',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...tokens), { maxLength: 40 }), (parts) => check(parts.join(''))),
      { numRuns: 500 },
    );
  });

  it('that is an experiment with one change is so too', () => {
    const sources = [short, JSON.stringify(findPreset('crossover'), null, 1)];
    fc.assert(
      fc.property(
        fc.constantFrom(...sources),
        fc.nat(),
        fc.nat({ max: 12 }),
        fc.oneof(
          fc.string({ maxLength: 3 }),
          fc.constantFrom('-', '1e400', '{}', '[]', 'null', '\n', ': ', '-1', '1e-300', '"a"'),
        ),
        (source, at, length, inserted) => {
          const start = at % source.length;
          check(source.slice(0, start) + inserted + source.slice(start + length));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('with values of any kind in its fields is so too', () => {
    const value = fc.oneof(
      fc.double(),
      fc.string(),
      fc.constant(null),
      fc.boolean(),
      fc.array(fc.double(), { maxLength: 3 }),
      fc.object({ maxDepth: 2 }),
    );
    const fields = fc.dictionary(
      fc.constantFrom(
        'kappa',
        'delta',
        'times',
        'initial',
        'inputDimension',
        'noise',
        'secondLayer',
        'inputs',
        'teacherWidth',
      ),
      value,
    );
    fc.assert(
      fc.property(
        fields,
        fields,
        fc.dictionary(fc.constantFrom('tMax', 'points', 'from', 'unit', 'perDecade', 'times'), value),
        (base, axes, times) => {
          check(
            JSON.stringify({
              name: 'x',
              base: {
                ...parseExperiment(short, { name: 'x' }).parts[0].base,
                inputDimension: 9,
                noise: 0,
                times,
                ...base,
              },
              axes,
            }),
          );
        },
      ),
      { numRuns: 150 },
    );
  });
});

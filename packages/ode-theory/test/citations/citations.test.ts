import { describe, expect, it } from 'vitest';
import { citationKeys, citationsOf, solve, toBibtex, type CitedSubject } from '../../src/index.ts';
import { reference } from '../../src/citations/references.ts';

const keysOf = (subject: CitedSubject) => citationsOf(subject).map(({ key }) => key);

/** Reads what toBibtex writes: entries, their fields, and nothing else. */
function parseBibtex(text: string): { type: string; key: string; fields: Record<string, string> }[] {
  const entries = [...text.matchAll(/@(\w+)\{(\w+),\n((?: {2}\w+ *= \{.*\},\n)+)\}\n/g)];
  expect(entries.map(([entry]) => entry).join('\n')).toBe(text);
  return entries.map(([, type, key, body]) => ({
    type,
    key,
    fields: Object.fromEntries(
      [...body.matchAll(/^ {2}(\w+) *= \{(.*)\},$/gm)].map(([, name, value]) => [name, value]),
    ),
  }));
}

describe('citations', () => {
  it('name the phase diagram and Saad & Solla for the plain theory, and no method that was not used', () => {
    expect(keysOf({})).toEqual(['veiga2022', 'saad1995', 'goldt2019', 'williams1996']);
    expect(keysOf({ integrators: ['dormand-prince-853'] })).toContain('prince1981');
    expect(keysOf({ integrators: ['dormand-prince-853'] })).not.toContain('shampine1997');
    expect(keysOf({ integrators: ['numerical-differentiation'] })).toContain('shampine1997');
  });

  it.each<[string, CitedSubject, string[], string[]]>([
    ['ReLU', { activations: ['relu'] }, ['cho2009', 'tallis1961', 'plackett1954'], ['williams1996']],
    ['ReLU by gradient flow', { activations: ['relu'], variancePart: false }, ['cho2009'], ['tallis1961']],
    ['a trained second layer', { secondLayer: true }, ['riegler1995', 'goldt2019'], ['mei2018']],
    ['stationary states', { stationaryStates: true }, ['kelley1998'], []],
    ['fluctuations', { fluctuations: true }, ['vankampen2007'], ['mei2018']],
    [
      'many hidden units',
      { meanField: true },
      ['mei2018', 'chizat2018', 'rotskoff2022', 'arnaboldi2023'],
      [],
    ],
  ])('add the sources of %s', (_, subject, present, absent) => {
    const keys = keysOf(subject);
    expect(keys).toEqual(expect.arrayContaining(present));
    for (const key of absent) expect(keys).not.toContain(key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('reach every entry of the bibliography', () => {
    const all = keysOf({
      activations: ['erf', 'relu'],
      secondLayer: true,
      integrators: ['dormand-prince-853', 'numerical-differentiation'],
      stationaryStates: true,
      fluctuations: true,
      meanField: true,
    });
    expect([...all].sort()).toEqual([...citationKeys].sort());
  });

  it('are complete BibTeX entries with balanced braces', () => {
    const required = {
      article: ['author', 'title', 'journal', 'year'],
      inproceedings: ['author', 'title', 'booktitle', 'year'],
      book: ['author', 'title', 'publisher', 'year'],
    };
    const citations = citationKeys.map(reference);
    const parsed = parseBibtex(toBibtex(citations));
    expect(parsed).toEqual(citations.map(({ type, key, fields }) => ({ type, key, fields })));
    for (const { type, fields } of citations) {
      expect(Object.keys(fields)).toEqual(expect.arrayContaining(required[type]));
      expect(fields['year']).toMatch(/^\d{4}$/);
      for (const value of Object.values(fields)) {
        expect(value.split('{').length).toBe(value.split('}').length);
        expect(value).toMatch(/^[\x20-\x7e]+$/);
      }
    }
  });

  it('give an empty bibliography for nothing', () => {
    expect(toBibtex([])).toBe('');
  });
});

describe('results', () => {
  const initial = {
    studentWidth: 2,
    teacherWidth: 2,
    Q: Float64Array.of(1, 0.6, 0.6, 1),
    M: Float64Array.of(0.8, 0.6, 0, 1),
    P: Float64Array.of(1, 0, 0, 1),
  };
  const run = { initial, weights: { gradient: 1, variance: 1 }, noise: 1e-3 };

  it('know the papers of their equations and of the methods that took steps', () => {
    const keys = (times: number[]) => solve({ ...run, times }).citations.map(({ key }) => key);
    expect(keys([0])).toEqual(keysOf({}));
    expect(keys([1])).toContain('prince1981');
    expect(keys([1])).not.toContain('shampine1997');
    expect(keys([1e5])).toContain('shampine1997');
    const relu = solve({ ...run, network: { activation: 'relu' }, times: [0] });
    expect(relu.citations.map(({ key }) => key)).toContain('tallis1961');
  });
});

import { readFileSync } from 'node:fs';
import stdlibErf from '@stdlib/math-base-special-erf';
import { describe, expect, it } from 'vitest';
import {
  arcsine,
  arctangent,
  arctangent2,
  errorFunction,
  exponential,
  logarithm,
  power,
  RandomStream,
} from '../../src/index.ts';
import { unitInLastPlace } from '../support/units-in-last-place.ts';

type Rows = readonly (readonly number[])[];

/** Written by fixtures/special-functions.py with mpmath: rows of [arguments…, nearest double, excess in ulp]. */
const fixture = JSON.parse(
  readFileSync(new URL('../fixtures/special-functions.json', import.meta.url), 'utf8'),
) as Record<string, Record<string, Rows>>;

/** The bounds that the docstrings state. */
const functions: Record<string, { bound: number; evaluate: (...parameters: number[]) => number }> = {
  exponential: { bound: 0.9, evaluate: exponential },
  logarithm: { bound: 0.9, evaluate: logarithm },
  arcsine: { bound: 0.9, evaluate: arcsine },
  arctangent: { bound: 0.9, evaluate: arctangent },
  arctangent2: { bound: 1.5, evaluate: arctangent2 },
  errorFunction: { bound: 1, evaluate: errorFunction },
  power: { bound: 0.9, evaluate: power },
};

for (const [name, { bound, evaluate }] of Object.entries(functions)) {
  describe(`${name} stays within ${bound} ulp of an arbitrary-precision reference`, () => {
    it.each(Object.entries(fixture[name]))('%s', (_, rows) => {
      expect(rows.length).toBeGreaterThanOrEqual(40);
      for (const row of rows) {
        const parameters = row.slice(0, -2);
        const [nearest, excess] = row.slice(-2);
        const error = (evaluate(...parameters) - nearest) / unitInLastPlace(nearest) - excess;
        expect(Math.abs(error), `${name}(${parameters.join(', ')})`).toBeLessThan(bound);
      }
    });
  });
}

it('errorFunction agrees with an independent port of the same method to 1 ulp', () => {
  const stream = RandomStream.fromKey('error function against stdlib');
  for (let i = 0; i < 20_000; i++) {
    const x = 2.5 * stream.normal();
    const theirs = stdlibErf(x);
    expect(Math.abs(errorFunction(x) - theirs)).toBeLessThanOrEqual(unitInLastPlace(theirs));
  }
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorFunction, RandomStream } from '../../src/index.ts';
import { unitInLastPlace } from '../support/units-in-last-place.ts';
import { evaluateInLane, library, type Fill } from './library.ts';

type Row = readonly [x: number, nearest: number, excess: number];

/** Written by fixtures/special-functions.py with mpmath: the value is nearest + excess · ulp(nearest). */
const fixture = JSON.parse(
  readFileSync(new URL('../fixtures/special-functions.json', import.meta.url), 'utf8'),
) as Record<string, Record<string, readonly Row[]>>;

interface Subject {
  readonly fill: Fill;
  /** In ulp, as the docstring states it. */
  readonly bound: number;
  /** Functions of the fixture. */
  readonly references: readonly string[];
  /** Where the bound holds. */
  readonly domain: (x: number) => boolean;
  /** What the other lane computes, on either side of a branch. */
  readonly companions: readonly number[];
}

const subjects: Readonly<Record<string, Subject>> = {
  exponentials: {
    fill: library.fillExponentials,
    bound: 0.9,
    references: ['exponential'],
    domain: (x) => x >= -708 && x <= 709,
    companions: [1, -800, NaN],
  },
  logarithms: {
    fill: library.fillLogarithms,
    bound: 0.9,
    references: ['logarithm'],
    domain: (x) => x >= 2 ** -1022,
    companions: [1, 1e300],
  },
  errorFunctions: {
    fill: library.fillErrorFunctions,
    bound: 2.2,
    references: ['errorFunction', 'errorFunctionOfKernels'],
    domain: () => true,
    companions: [0.3, 7, NaN],
  },
  arcsines: {
    fill: library.fillArcsines,
    bound: 1.5,
    references: ['arcsine', 'arcsineOfKernels'],
    domain: () => true,
    companions: [0.1, -0.9, NaN],
  },
};

/** The bins of a function that have arguments in its domain. */
function binsOf({ references, domain }: Subject): [bin: string, rows: Row[]][] {
  return references
    .flatMap((reference) => Object.entries(fixture[reference]))
    .map(([bin, rows]): [string, Row[]] => [bin, rows.filter(([x]) => domain(x))])
    .filter(([, rows]) => rows.length > 0);
}

for (const [name, subject] of Object.entries(subjects)) {
  const { fill, bound, companions } = subject;
  describe(name, () => {
    it.each(binsOf(subject))(
      `stay within ${bound} ulp of an arbitrary-precision reference: %s`,
      (_, rows) => {
        const parameters = Float64Array.from(rows, ([x]) => x);
        for (const lane of [0, 1] as const) {
          evaluateInLane(fill, lane, parameters, companions[0]).forEach((value, index) => {
            const [x, nearest, excess] = rows[index];
            const error = (value - nearest) / unitInLastPlace(nearest) - excess;
            expect(Math.abs(error), `${name}(${x}) in lane ${lane}`).toBeLessThan(bound);
          });
        }
      },
    );

    it('have the same bits in either lane, whatever the other one holds', () => {
      const rows = binsOf(subject).flatMap(([, rowsOfBin]) => rowsOfBin);
      const parameters = Float64Array.from(rows, ([x]) => x);
      const alone = evaluateInLane(fill, 0, parameters, companions[0]);
      for (const companion of companions) {
        expect(evaluateInLane(fill, 0, parameters, companion)).toEqual(alone);
        expect(evaluateInLane(fill, 1, parameters, companion)).toEqual(alone);
      }
    });
  });
}

it.each(['errorFunctions', 'arcsines'])('%s are odd to the last bit', (name) => {
  const subject = subjects[name];
  const rows = binsOf(subject).flatMap(([, rowsOfBin]) => rowsOfBin);
  const parameters = Float64Array.from(rows, ([x]) => x);
  const ofOpposites = evaluateInLane(
    subject.fill,
    1,
    parameters.map((x) => -x),
    0.25,
  );
  expect(ofOpposites.map((y) => -y)).toEqual(evaluateInLane(subject.fill, 0, parameters, 0.25));
});

/** Each of the two is right to its own bound, 2.2 and 1 ulp. */
const ULPS_BETWEEN_ERROR_FUNCTIONS = 3.2;

it('errorFunctions agree with errorFunction to the sum of their bounds at 100000 random points', () => {
  const stream = RandomStream.fromKey('error functions of the kernel');
  const values = (count: number) => Float64Array.from({ length: count }, () => 1.5 * stream.normal());
  for (let block = 0; block < 2; block++) {
    const parameters = values(50_000);
    const results = evaluateInLane(library.fillErrorFunctions, block as 0 | 1, parameters, 0.5);
    results.forEach((value, index) => {
      const expected = errorFunction(parameters[index]);
      const difference = Math.abs(value - expected) / unitInLastPlace(expected);
      if (difference > ULPS_BETWEEN_ERROR_FUNCTIONS)
        expect.fail(`erf(${parameters[index]}) is off by ${difference} ulp`);
    });
  }
});

import { describe, expect, it } from 'vitest';
import { largeCases, twoTeachers } from './quadrature-cases.ts';
import { largestError, quadratureMeans, TOLERANCE } from './step-quadrature.ts';

const all = [
  ...Object.entries(largeCases).flatMap(([label, at]) =>
    [3, 4, 6, 20].map((d) => [label, d, at(d)] as const),
  ),
  ...Object.entries(twoTeachers).flatMap(([label, at]) => [4, 5, 20].map((d) => [label, d, at(d)] as const)),
];

describe.each(['projected', 'direct'] as const)(
  'the mean of one step of the %s engine is the exact one',
  (name) => {
    it.each(all)('%s, d = %i', (_, __, aCase) => {
      const { what, error } = largestError(quadratureMeans(name, aCase));
      expect(error, what).toBeLessThan(TOLERANCE);
    });
  },
);

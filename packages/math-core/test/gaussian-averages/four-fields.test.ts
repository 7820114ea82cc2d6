import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  GaussianAverageDomainError,
  slopeProductAverage,
  slopeProductScaleDerivative,
  slopesValuesAverage,
  slopesValuesScaleDerivative,
} from '../../src/index.ts';
import { combinations, sizeOfTerms, students } from './combinations.ts';
import { covarianceOf, factorModelMean, generic } from './factor-model.ts';

interface Case {
  readonly bin: string;
  readonly C: readonly (readonly number[])[];
  readonly value: string;
}

describe.each(['linear', 'quadratic', 'hermite2', 'relu'] as const)('I4 of %s', (activation) => {
  const fixture = JSON.parse(
    readFileSync(new URL('../fixtures/gaussian-averages.json', import.meta.url), 'utf8'),
  ) as Record<string, Record<'I4', readonly Case[]>>;

  it('is the integral of its definition', () => {
    for (const { C, value, bin } of fixture[activation].I4) {
      const flat = C.flat();
      const error = Math.abs(slopesValuesAverage(activation, activation, activation, flat) - Number(value));
      const size = sizeOfTerms(activation, activation, activation, flat);
      // 15 terms, four times, for the products of four squares.
      expect(error / size, `${bin} ${JSON.stringify(C)}`).toBeLessThan(activation === 'relu' ? 1e-15 : 1e-14);
    }
  });
});

describe.each(combinations)('a student of %s with %s and %s', (student, b, e) => {
  const factors = (fields: readonly number[]) => [
    { field: fields[0], activation: student, slope: true },
    { field: fields[1], activation: student, slope: true },
    { field: fields[2], activation: b, slope: false },
    { field: fields[3], activation: e, slope: false },
  ];

  it('I4 agrees with a quadrature over a plane', () => {
    const fields = [0, 1, 2, 3];
    const expected = factorModelMean(generic, factors(fields), 0.25);
    expect(
      Math.abs(slopesValuesAverage(student, b, e, covarianceOf(generic, fields)) - expected),
    ).toBeLessThan(1e-12);
  });

  it('I4 agrees with it where fields are one', () => {
    const patterns = [[0, 0, 2, 3]];
    if (b === student) patterns.push([0, 1, 0, 3]);
    if (e === student) patterns.push([0, 1, 2, 1]);
    if (b === e) patterns.push([0, 1, 2, 2]);
    if (b === student && e === student) patterns.push([0, 1, 1, 0], [0, 0, 0, 3], [0, 0, 0, 0]);
    for (const fields of patterns) {
      const expected = factorModelMean(generic, factors(fields), 0.5);
      const found = slopesValuesAverage(student, b, e, covarianceOf(generic, fields));
      // The coarser steps and panels are right to 1e-9.
      expect(Math.abs(found - expected), fields.join('')).toBeLessThan(1e-8);
    }
  });

  it('the derivative with the scale of C is that of I4', () => {
    for (const fields of [
      [0, 1, 2, 3],
      [0, 0, 2, 3],
      ...(b === e ? [[0, 1, 2, 2]] : []),
      ...(b === student ? [[0, 1, 0, 3]] : []),
    ]) {
      const C = covarianceOf(generic, fields);
      const at = (s: number) =>
        slopesValuesAverage(
          student,
          b,
          e,
          C.map((x) => s * x),
        );
      const h = 0.02;
      const difference = (step: number) => at(1 + step * h) - at(1 - step * h);
      // Six points leave h⁶/140 of the seventh derivative, and rounding of 1e-15/h.
      const expected = (45 * difference(1) - 9 * difference(2) + difference(3)) / (60 * h);
      expect(
        Math.abs(slopesValuesScaleDerivative(student, b, e, C) - expected),
        fields.join(''),
      ).toBeLessThan(1e-10);
    }
  });

  it('i and j, and b and e, may be exchanged', () => {
    const C = covarianceOf(generic, [0, 1, 2, 3]);
    const value = slopesValuesAverage(student, b, e, C);
    const size = sizeOfTerms(student, b, e, C);
    const exchanged = covarianceOf(generic, [1, 0, 2, 3]);
    expect(Math.abs(slopesValuesAverage(student, b, e, exchanged) - value)).toBeLessThan(1e-14 * size);
    const alsoLast = covarianceOf(generic, [1, 0, 3, 2]);
    expect(Math.abs(slopesValuesAverage(student, e, b, alsoLast) - value)).toBeLessThan(1e-14 * size);
  });
});

describe('signs of one field', () => {
  it.each(students)('have the product 1, up to the sign of a multiple: student of %s', (student) => {
    const C = covarianceOf(generic, [0, 1, 2, 2]);
    const opposite = C.map((x, index) => x * (index % 4 === 3 ? -2 : 1) * (index >= 12 ? -2 : 1));
    const slopes = slopeProductAverage(student, C[0], C[1], C[5]);
    expect(slopesValuesAverage(student, 'sign', 'sign', C)).toBeCloseTo(slopes, 14);
    expect(slopesValuesAverage(student, 'sign', 'sign', opposite)).toBeCloseTo(-slopes, 14);
  });
});

describe('J2', () => {
  it.each(students)('of %s changes with the scale as its derivative says', (activation) => {
    for (const [cii, cij, cjj] of [
      [1, 0.3, 0.6],
      [0.7, 0.7, 0.7],
    ]) {
      const at = (s: number) => slopeProductAverage(activation, s * cii, s * cij, s * cjj);
      const h = 0.02;
      const difference = (step: number) => at(1 + step * h) - at(1 - step * h);
      const expected = (45 * difference(1) - 9 * difference(2) + difference(3)) / (60 * h);
      expect(Math.abs(slopeProductScaleDerivative(activation, cii, cij, cjj) - expected)).toBeLessThan(1e-11);
    }
  });
});

it.each(students)('what is no covariance is refused with the matrix: student of %s', (student) => {
  const C = covarianceOf(generic, [0, 1, 2, 3]);
  C[11] = C[14] = 5;
  for (const teacher of ['sign', 'relu'] as const) {
    expect(() => slopesValuesAverage(student, teacher, teacher, C)).toThrow(GaussianAverageDomainError);
  }
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  activationOf,
  GaussianAverageDomainError,
  productAverage,
  RandomStream,
  slopeFieldValueAverage,
  slopeProductAverage,
  slopesFieldsAverage,
  type ActivationName,
  type TeacherActivationName,
} from '../../src/index.ts';
import { gaussianMatrix, gramMatrix } from '../linear-algebra/matrices.ts';
import { normalMeanOfTwo } from '../support/quadrature.ts';

interface Case {
  readonly bin: string;
  readonly C: readonly (readonly number[])[];
  readonly value: string;
}

type Averages = Record<'I2' | 'J2' | 'I3', readonly Case[]>;

/** Quadratures of the definitions at 45 digits; see the file's provenance. */
const fixture = JSON.parse(
  readFileSync(new URL('../fixtures/gaussian-averages.json', import.meta.url), 'utf8'),
) as Record<'linear' | 'quadratic' | 'hermite2' | 'relu', Averages>;

/** Terms of size √(C_bb C_ee) and products of it cancel in these averages: errors are relative to the terms. */
function sizeOfTerms(name: keyof Averages, activation: ActivationName, C: Case['C']): number {
  const deviations = C.map((row, index) => Math.sqrt(row[index]));
  const degree = { linear: 1, quadratic: 2, hermite2: 2, relu: 1 }[activation as keyof typeof fixture];
  const value = (b: number) => deviations[b] ** degree + (activation === 'hermite2' ? 1 : 0);
  const slope = (i: number) => deviations[i] ** (degree - 1);
  if (name === 'I2') return value(0) * value(1);
  if (name === 'J2') return slope(0) * slope(1);
  return slope(0) * deviations[1] * value(2);
}

describe.each(['linear', 'quadratic', 'hermite2', 'relu'] as const)('the averages of %s', (activation) => {
  const evaluate: Record<keyof Averages, (C: Case['C']) => number> = {
    I2: (C) => productAverage(activation, activation, C[0][0], C[0][1], C[1][1]),
    J2: (C) => slopeProductAverage(activation, C[0][0], C[0][1], C[1][1]),
    I3: (C) => slopeFieldValueAverage(activation, activation, C[0][0], C[0][1], C[0][2], C[1][2], C[2][2]),
  };

  it.each(Object.keys(evaluate) as (keyof Averages)[])('%s is the integral of its definition', (name) => {
    for (const { C, value, bin } of fixture[activation][name]) {
      const error = Math.abs(evaluate[name](C) - Number(value));
      expect(error, `${bin} ${JSON.stringify(C)}`).toBeLessThanOrEqual(
        2e-15 * sizeOfTerms(name, activation, C),
      );
    }
  });
});

const students: ActivationName[] = ['erf', 'linear', 'quadratic', 'hermite2', 'relu'];
const teachers: TeacherActivationName[] = [...students, 'sign'];
const covariances = [0, 1, 2].map((seed) => {
  const F = gaussianMatrix(RandomStream.fromKey(`activations/${seed}`), 4, 4);
  return gramMatrix(F, 4, 4);
});
/** Panels of Gauss and Legendre reach 1e-12; products of second moments are of order ten here. */
const QUADRATURE = 1e-10;

describe.each(students)('with a student of %s', (student) => {
  it.each(teachers)('and a teacher of %s: I2 and I3 agree with a quadrature', (teacher) => {
    const s = activationOf(student);
    const t = activationOf(teacher);
    for (const C of covariances) {
      const [cii, cib, cie, cbe, cee] = [C[0], C[1], C[2], C[6], C[10]];
      const two = normalMeanOfTwo((x, y) => s.value(x) * t.value(y), cii, cie, cee);
      expect(Math.abs(productAverage(student, teacher, cii, cie, cee) - two)).toBeLessThan(QUADRATURE);
      expect(productAverage(teacher, student, cee, cie, cii)).toBeCloseTo(two, 9);
      // λ_b enters linearly: it may be replaced by its mean given the two others.
      const determinant = cii * cee - cie * cie;
      const onI = (cib * cee - cbe * cie) / determinant;
      const onE = (cbe * cii - cib * cie) / determinant;
      const three = normalMeanOfTwo(
        (x, y) => s.derivative(x) * (onI * x + onE * y) * t.value(y),
        cii,
        cie,
        cee,
      );
      const found = slopeFieldValueAverage(student, teacher, cii, cib, cie, cbe, cee);
      expect(Math.abs(found - three)).toBeLessThan(QUADRATURE);
    }
  });

  it('two slopes and two fields agree with a quadrature, also for one unit', () => {
    const s = activationOf(student);
    for (const C of covariances) {
      const at = (a: number, b: number) => C[4 * a + b];
      // Given λ_i and λ_j the other two are Gaussian; their product has the mean of a product.
      const determinant = at(0, 0) * at(1, 1) - at(0, 1) ** 2;
      const onI = (b: number) => (at(b, 0) * at(1, 1) - at(b, 1) * at(0, 1)) / determinant;
      const onJ = (b: number) => (at(b, 1) * at(0, 0) - at(b, 0) * at(0, 1)) / determinant;
      const rest = at(2, 3) - onI(2) * at(0, 3) - onJ(2) * at(1, 3);
      const expected = normalMeanOfTwo(
        (x, y) =>
          s.derivative(x) * s.derivative(y) * (rest + (onI(2) * x + onJ(2) * y) * (onI(3) * x + onJ(3) * y)),
        at(0, 0),
        at(0, 1),
        at(1, 1),
      );
      expect(Math.abs(slopesFieldsAverage(student, C, false) - expected)).toBeLessThan(QUADRATURE);
      const sameUnit = C.map((_, index) => {
        const [row, column] = [Math.floor(index / 4), index % 4].map((place) => (place === 1 ? 0 : place));
        return at(row, column);
      });
      const own = at(0, 0);
      const left = at(2, 3) - (at(2, 0) * at(3, 0)) / own;
      const expectedOwn = normalMeanOfTwo(
        (x) => s.derivative(x) ** 2 * (left + (at(2, 0) * at(3, 0) * x * x) / (own * own)),
        own,
        0,
        1,
      );
      expect(Math.abs(slopesFieldsAverage(student, sameUnit, true) - expectedOwn)).toBeLessThan(QUADRATURE);
    }
  });
});

describe('special fields', () => {
  it('a sign agrees with itself, and a field without variance is zero', () => {
    expect(productAverage('sign', 'sign', 0.3, 0.3, 0.3)).toBe(1);
    expect(productAverage('sign', 'sign', 0.1, -0.1, 0.1)).toBe(-1);
    expect(productAverage('linear', 'sign', 0, 0, 0)).toBe(0);
    expect(productAverage('quadratic', 'relu', 0, 0, 0)).toBe(0);
  });

  it('opposite ReLU fields have a product of zero, nearly opposite ones keep their digits', () => {
    expect(productAverage('relu', 'relu', 2, -2, 2)).toBe(0);
    // t − atan t with t = 10⁻⁴: t³/3 (1 − 3t²/5 + …), times |C_be|/2π.
    const t = 1e-4;
    const found = productAverage('relu', 'relu', 1, -1 / Math.sqrt(1 + t * t), 1);
    const expected = ((t ** 3 / 3) * (1 - 0.6 * t * t)) / (2 * Math.PI);
    expect(Math.abs(found / expected - 1)).toBeLessThan(1e-7);
  });

  it('multiples of one vector of any length are a covariance, although their overlaps are rounded sums', () => {
    const stream = RandomStream.fromKey('multiples');
    for (let trial = 0; trial < 200; trial++) {
      const d = 1000;
      const teacher = Float64Array.from({ length: d }, () => stream.normal());
      const student = teacher.map((weight) => 1.7 * weight);
      const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, j) => sum + x * b[j], 0) / d;
      const C: [number, number, number] = [
        dot(student, student),
        dot(student, teacher),
        dot(teacher, teacher),
      ];
      expect(productAverage('sign', 'sign', ...C)).toBeCloseTo(1, 6);
      expect(productAverage('relu', 'relu', ...C) / C[1]).toBeCloseTo(0.5, 6);
    }
  });

  it('fields that are always zero have the slope and the value of zero', () => {
    expect(productAverage('sign', 'sign', 0, 0, 1)).toBe(0);
    expect(slopeProductAverage('relu', 0, 0, 1)).toBe(0);
    expect(slopeFieldValueAverage('relu', 'quadratic', 0, 0, 0, 0.3, 1)).toBe(0);
  });

  it('large collinear fields keep the digits of their angle', () => {
    // asin of 1/√(1 + 1/v) is π/2 − atan √(1/v).
    const v = 1e12;
    const expected = 1 - (2 / Math.PI) * Math.atan(Math.sqrt(1 / v));
    expect(Math.abs(productAverage('erf', 'sign', v, v, v) / expected - 1)).toBeLessThan(2e-15);
  });

  it('what is no covariance is refused with the matrix', () => {
    expect(() => slopeProductAverage('relu', 1, 2, 1)).toThrow(GaussianAverageDomainError);
    expect(() => slopeFieldValueAverage('relu', 'relu', 1, 0, 2, 0.3, 1)).toThrow(GaussianAverageDomainError);
    expect(() => productAverage('relu', 'relu', 1, 1.1, 1)).toThrow(GaussianAverageDomainError);
    expect(() => productAverage('erf', 'sign', 1, 2, 1)).toThrow(GaussianAverageDomainError);
  });
});

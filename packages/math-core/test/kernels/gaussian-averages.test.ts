import { describe, expect, it } from 'vitest';
import {
  activationCodes,
  arctangent,
  arctangent2,
  curvatureValueAverage,
  doublesAt,
  productAverage,
  RandomStream,
  slopeProductAverage,
  slopeProductScaleDerivative,
  slopesAverage,
  slopesValuesAverage,
  slopesValuesScaleDerivative,
  squareAverageSlope,
  type ActivationName,
  type TeacherActivationName,
} from '../../src/index.ts';
import { arctangentDeficit } from '../../src/special-functions/arctangent.ts';
import { combinations, sizeOfTerms, students, teachers } from '../gaussian-averages/combinations.ts';
import { gaussianMatrix, gramMatrix } from '../linear-algebra/matrices.ts';
import { library } from './library.ts';

/** Covariances of four fields: in general position, in a plane, along a line, with repeated fields, and with opposite ones. */
const covariances = ['general', 'plane', 'line', 'repeated', 'opposite'].flatMap((kind) =>
  Array.from({ length: 12 }, (_, seed) => {
    const columns = kind === 'plane' ? 2 : kind === 'line' ? 1 : 5;
    const F = gaussianMatrix(RandomStream.fromKey(`kernels/averages/${kind}/${seed}`), 4, columns);
    const copy = (from: number, to: number, sign: number) => {
      for (let x = 0; x < columns; x++) F[to * columns + x] = sign * F[from * columns + x];
    };
    if (kind === 'repeated') copy(seed % 4, (seed + 1) % 4, 1);
    if (kind === 'opposite') copy(seed % 4, (seed + 1 + (seed % 3)) % 4, -1);
    return gramMatrix(F, 4, columns);
  }),
);

const block = library.reserve(16 * 8);
const inMemory = (C: Float64Array): number => {
  doublesAt(library, block, 16).set(C);
  return block;
};

/**
 * Kernel and TypeScript do the same operations; arcsines, products of errors and the order of sums differ, each by an ulp or so of
 * terms that may be ten times their result.
 */
const CLOSE = 64 * 2 ** -53;

function expectClose(found: number, expected: number, size: number): void {
  if (Math.abs(found - expected) <= CLOSE * size || Object.is(found, expected)) return;
  expect(found).toBe(expected);
}

describe('the arctangent of the kernels', () => {
  it('has the bits of that in TypeScript', () => {
    const stream = RandomStream.fromKey('kernels/arctangent');
    for (let trial = 0; trial < 20_000; trial++) {
      const [x, y] = [stream.normal(), stream.normal()].map((z) => z * 10 ** (trial % 25) * 1e-8);
      expect(library.arctangent(x)).toBe(arctangent(x));
      expect(library.arctangent2(y, x)).toBe(arctangent2(y, x));
      expect(library.arctangentDeficit(x)).toBe(arctangentDeficit(x));
    }
    for (const x of [0, -0, 1, -1, Infinity, -Infinity, NaN, 0.4375, 2.4375]) {
      expect(library.arctangent(x)).toBe(arctangent(x));
      for (const y of [0, -0, 1, -1, Infinity, -Infinity, NaN]) {
        expect(library.arctangent2(y, x)).toBe(arctangent2(y, x));
      }
    }
  });
});

describe('averages of two fields in the kernels equal those in TypeScript', () => {
  const pairs = teachers.flatMap((b) => teachers.map((e) => [b, e] as const));

  it.each(pairs)('for %s and %s', (b, e) => {
    const [codeOfB, codeOfE] = [activationCodes[b], activationCodes[e]];
    for (const C of covariances) {
      const [cbb, cbe, cee] = [C[10], C[11], C[15]];
      const size = (1 + cbb) * (1 + cee);
      const arguments_ = [cbb, cbe, cee] as const;
      // Where two signs are one field their slopes are infinite, and nearly so where they are one but for rounding.
      const related = cbe * cbe > (1 - 1e-9) * cbb * cee;
      expectClose(
        library.productAverage(codeOfB, codeOfE, ...arguments_),
        productAverage(b, e, ...arguments_),
        size,
      );
      if (related && b === 'sign' && e === 'sign') continue;
      const slopes = slopesAverage(b, e, ...arguments_);
      expectClose(library.slopesAverage(codeOfB, codeOfE, ...arguments_), slopes, size + Math.abs(slopes));
      const curvature = curvatureValueAverage(b, e, ...arguments_);
      expectClose(
        library.curvatureValueAverage(codeOfB, codeOfE, ...arguments_),
        curvature,
        size + Math.abs(curvature),
      );
    }
  });

  it.each(students)('for the slopes of two students of %s', (student) => {
    const code = activationCodes[student];
    for (const C of covariances) {
      const arguments_ = [C[0], C[1], C[5]] as const;
      const size = (1 + C[0]) * (1 + C[5]);
      expectClose(
        library.slopeProductAverage(code, ...arguments_),
        slopeProductAverage(student, ...arguments_),
        size,
      );
      const scaled = slopeProductScaleDerivative(student, ...arguments_);
      expectClose(library.slopeProductScaleDerivative(code, ...arguments_), scaled, size);
      expectClose(library.squareAverageSlope(code, C[0]), squareAverageSlope(student, C[0]), size);
    }
  });
});

/** Those of erf and z separate into averages of two fields, which the kernel of the right-hand side takes. */
const notSeparable = combinations.filter(
  (combination): combination is readonly [ActivationName, TeacherActivationName, TeacherActivationName] =>
    combination[0] !== 'erf' && combination[0] !== 'linear',
);

describe('averages of four fields in the kernels equal those in TypeScript', () => {
  it.each(notSeparable)('for a student of %s with values of %s and %s', (student, b, e) => {
    const codes = [activationCodes[student], activationCodes[b], activationCodes[e]] as const;
    for (const C of covariances) {
      // Half planes of fields that are one but for rounding keep half the digits.
      const size = 100 * (1 + sizeOfTerms(student, b, e, C));
      const value = slopesValuesAverage(student, b, e, C);
      expectClose(library.slopesValuesAverage(...codes, inMemory(C)), value, size);
      const scaled = slopesValuesScaleDerivative(student, b, e, C);
      if (Number.isFinite(scaled)) {
        const found = library.slopesValuesScaleDerivative(...codes, inMemory(C));
        expectClose(found, scaled, size + 100 * Math.abs(scaled));
      }
    }
  });

  it('are NaN where the matrix is no covariance', () => {
    const impossible = Float64Array.from({ length: 16 }, (_, index) => (index % 5 === 0 ? 1 : 2));
    for (const [student, b, e] of notSeparable.filter(([student]) => student === 'relu')) {
      const codes = [activationCodes[student], activationCodes[b], activationCodes[e]] as const;
      expect(library.slopesValuesAverage(...codes, inMemory(impossible))).toBeNaN();
    }
  });
});

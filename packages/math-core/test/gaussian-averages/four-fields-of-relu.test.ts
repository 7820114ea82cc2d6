import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  activationOf,
  InvalidArgumentError,
  productAverage,
  RandomStream,
  slopesValuesAverage,
} from '../../src/index.ts';
import { legendreRule } from '../../src/gaussian-averages/legendre-rule.ts';
import { combinations, sizeOfTerms } from './combinations.ts';
import { covarianceOf, factorModelMean, generic, type FactorModel } from './factor-model.ts';

/** Conditional variances of 2e-3: three fields nearly in a plane, or all four. */
const nearlyDependent: FactorModel = {
  alpha: [1, -0.4, 0.5, 0.9],
  beta: [0.3, 0.7, -0.6, 0.2],
  gamma: [0.04, 0.04, 0.04, 0.04],
};

/** Rows whose Gram matrix is C: of any rank, with rows that repeat, and lengths far apart. */
const rows = fc
  .tuple(
    fc.array(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }), {
      minLength: 4,
      maxLength: 4,
    }),
    fc.integer({ min: 1, max: 4 }),
    fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }),
    fc.boolean(),
  )
  .map(([vectors, rank, places, repeats]) =>
    vectors.map((vector, x) =>
      (repeats ? vectors[places[x]] : vector).map((y, axis) => (axis < rank ? y : 0)),
    ),
  );

function gram(vectors: readonly (readonly number[])[]): Float64Array {
  return Float64Array.from({ length: 16 }, (_, index) => {
    const [x, y] = [vectors[index >> 2], vectors[index & 3]];
    return x.reduce((sum, value, axis) => sum + value * y[axis], 0);
  });
}

describe('a student of ReLUs', () => {
  const ofRelu = combinations.filter(([student]) => student === 'relu').map(([, b, e]) => [b, e] as const);

  it.each(ofRelu)('with %s and %s: the four quadrants of i and j add up to I2', (b, e) => {
    fc.assert(
      fc.property(rows, (vectors) => {
        // A field that is never positive or negative is in no quadrant.
        fc.pre(vectors.every((vector) => vector.some((x) => Math.abs(x) > 1e-3)));
        let sum = 0;
        for (const i of [1, -1]) {
          for (const j of [1, -1]) {
            const signs = [i, j, 1, 1];
            sum += slopesValuesAverage(
              'relu',
              b,
              e,
              gram(vectors.map((row, x) => row.map((y) => signs[x] * y))),
            );
          }
        }
        const C = gram(vectors);
        const expected = productAverage(b, e, C[10], C[11], C[15]);
        // Signs of nearly equal fields: the root of the rounding of C.
        const tolerance = b === 'sign' || e === 'sign' ? 3e-8 : 1e-14;
        expect(Math.abs(sum - expected)).toBeLessThan(tolerance * (1 + sizeOfTerms('relu', b, e, C)));
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it('with ReLUs: four equally correlated fields of ½ are positive together with probability 1/5', () => {
    const C = Float64Array.from({ length: 16 }, (_, index) => (index % 5 === 0 ? 1 : 0.5));
    // E[1_i 1_j s_b s_e] = P(++++) + P(++−−) − 2 P(+++−), the last from P(+++) = 1/4, the middle from P(++) = 1/3.
    const [all, three, two] = [1 / 5, 1 / 4, 1 / 3];
    const expected = all + (two - 2 * three + all) - 2 * (three - all);
    expect(Math.abs(slopesValuesAverage('relu', 'sign', 'sign', C) - expected)).toBeLessThan(1e-15);
  });

  it.each(ofRelu)(
    'with %s and %s: I4 agrees with a quadrature where fields nearly depend on each other',
    (b, e) => {
      const expected = factorModelMean(
        nearlyDependent,
        [
          { field: 0, activation: 'relu', slope: true },
          { field: 1, activation: 'relu', slope: true },
          { field: 2, activation: b, slope: false },
          { field: 3, activation: e, slope: false },
        ],
        0.02,
      );
      const C = covarianceOf(nearlyDependent, [0, 1, 2, 3]);
      // Steps as long as a deviation: the rule's error is exp(−2π²/(1 + …)) of kinks of the size of γ.
      expect(Math.abs(slopesValuesAverage('relu', b, e, C) - expected)).toBeLessThan(1e-9);
    },
  );

  it.each(ofRelu)('with %s and %s: dependent fields are the limit of independent ones', (b, e) => {
    for (const rank of [2, 3]) {
      const vectors = [
        [1, 0.2, -0.3],
        [-0.4, 0.9, 0.5],
        [0.3, 0.8, -0.7],
        [0.7, -0.6, 0.4],
      ].map((vector) => vector.slice(0, rank));
      const C = gram(vectors);
      const nearby = C.map((x, index) => (index % 5 === 0 ? x * (1 + 1e-10) : x));
      const change = slopesValuesAverage('relu', b, e, nearby) - slopesValuesAverage('relu', b, e, C);
      // Lipschitz with a constant of order one, as no two of the fields are nearly one.
      expect(Math.abs(change)).toBeLessThan(1e-9);
    }
  });

  it.each([
    ['relu', 'relu'],
    ['sign', 'sign'],
    ['relu', 'sign'],
  ] as const)('with %s and %s: fields in a plane have the averages of its sectors', (b, e) => {
    const stream = RandomStream.fromKey('fields in a plane');
    const rule = legendreRule(12);
    for (let trial = 0; trial < 30; trial++) {
      const vectors = [0, 1, 2, 3].map(() => [stream.normal(), stream.normal()]);
      const boundaries = vectors
        .flatMap(([x, y]) => [Math.atan2(x, -y), Math.atan2(-x, y)])
        .sort((first, second) => first - second);
      const integrand = (angle: number) => {
        const [i, j, onB, onE] = vectors.map(([x, y]) => x * Math.cos(angle) + y * Math.sin(angle));
        return i > 0 && j > 0 ? activationOf(b).value(onB) * activationOf(e).value(onE) : 0;
      };
      let sum = 0;
      boundaries.forEach((from, sector) => {
        const to = sector < 7 ? boundaries[sector + 1] : boundaries[0] + 2 * Math.PI;
        const [middle, half] = [0.5 * (from + to), 0.5 * (to - from)];
        rule.nodes.forEach((node, k) => {
          const values = integrand(middle - half * node) + integrand(middle + half * node);
          sum += rule.weights[k] * half * values;
        });
      });
      // E[r²] = 2 and E[r] = √(π/2) for the lengths.
      const powers = [b, e].filter((activation) => activation === 'relu').length;
      const length = [1, Math.sqrt(Math.PI / 2), 2][powers];
      const C = gram(vectors);
      const expected = (length * sum) / (2 * Math.PI);
      // The integral's 2e-12 enters divided by 16; overlaps are rounded, which nearly equal fields magnify to its root.
      const found = slopesValuesAverage('relu', b, e, C);
      const least = Math.min(
        ...vectors.flatMap((v, x) =>
          vectors.slice(0, x).map((w) => {
            const [vv, vw, ww] = [v[0] ** 2 + v[1] ** 2, v[0] * w[0] + v[1] * w[1], w[0] ** 2 + w[1] ** 2];
            return 1 - (vw * vw) / (vv * ww);
          }),
        ),
      );
      const tolerance = 2e-13 + 1e-15 / Math.sqrt(least);
      expect(Math.abs(found - expected)).toBeLessThan(tolerance * (1 + sizeOfTerms('relu', b, e, C)));
    }
  });

  it('one of whose fields is always zero has no slope there, and no value', () => {
    const C = Float64Array.of(1, 0, 0.3, 0.2, 0, 0, 0, 0, 0.3, 0, 1, 0.1, 0.2, 0, 0.1, 1);
    expect(slopesValuesAverage('relu', 'relu', 'relu', C)).toBe(0);
    const without = Float64Array.of(1, 0.4, 0, 0.2, 0.4, 1, 0, 0.3, 0, 0, 0, 0, 0.2, 0.3, 0, 1);
    expect(slopesValuesAverage('relu', 'relu', 'sign', without)).toBe(0);
    // −E[1_i 1_j λ_e⁺]
    const minusMean = slopesValuesAverage('relu', 'hermite2', 'relu', without);
    expect(minusMean).toBeLessThan(-0.1);
  });

  it('two different activations of a teacher are refused', () => {
    const C = covarianceOf(generic, [0, 1, 2, 3]);
    expect(() => slopesValuesAverage('relu', 'erf', 'sign', C)).toThrow(InvalidArgumentError);
  });
});

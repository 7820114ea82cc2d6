import { describe, expect, it } from 'vitest';
import { packState, rightHandSide, stability, type Eigenvalue } from '../../src/index.ts';
import { covarianceDirections } from '../../src/stability/covariance-directions.ts';
import { genericOverlaps, identityRows, overlapsOf } from '../support/overlaps.ts';
import { jacobian, largestEigenvalue } from '../support/linear-system.ts';

const gradientFlow = { gradient: 1, variance: 0 };
const realParts = (values: readonly Eigenvalue[]) => values.map(({ real }) => real);

describe('the spectrum of the drift', () => {
  it('has the leading eigenvalue that power iteration finds, at a state on no boundary', () => {
    const overlaps = genericOverlaps(3, 2, 'spectrum');
    const model = { ...overlaps, noise: 1e-2 };
    const weights = { gradient: 1, variance: 0.5 };
    const { leading, eigenvalues, nullity, raisingRank } = stability(model, weights, packState(overlaps));
    const field = rightHandSide(model, weights);
    const flow = (y: number[]) => {
      const derivative = new Float64Array(y.length);
      field(Float64Array.from(y), derivative);
      return [...derivative];
    };
    const matrix = jacobian(flow, [...packState(overlaps)]);
    expect(leading).toBeCloseTo(largestEigenvalue(matrix, 1, 20_000), 7);
    const trace = matrix.reduce((sum, row, x) => sum + row[x], 0);
    expect(realParts(eigenvalues).reduce((sum, value) => sum + value)).toBeCloseTo(trace, 7);
    expect(nullity).toBe(0);
    expect(raisingRank).toEqual([]);
  });

  it('of one unit that has learned: a quarter of the freedom lies outside the span of the teacher, and decays at twice the rate there', () => {
    // w = w* + u: R = ½ E[(σ'(λ*) u·x/√d)²] is a quadratic form in u. Within the span of the teacher its coefficient is
    // E[σ'² λ²] = (2/π) 3^{−3/2}, outside E[σ'²] = (2/π) 3^{−1/2}; M and √Q there decay at these rates, |u_⊥|² twice as fast.
    const overlaps = overlapsOf([[1]], [[1]]);
    const { keepingRank, raisingRank, nullity, verdict, leading } = stability(
      { ...overlaps, noise: 0 },
      gradientFlow,
      packState(overlaps),
    );
    expect(nullity).toBe(1);
    expect(realParts(keepingRank)[0]).toBeCloseTo(-(2 / Math.PI) / 3 ** 1.5, 12);
    expect(realParts(raisingRank)[0]).toBeCloseTo((-2 * (2 / Math.PI)) / Math.sqrt(3), 12);
    expect(verdict).toBe('stable');
    expect(leading).toBeCloseTo(keepingRank[0].real, 14);
  });

  it('splits into directions that keep the rank of Ω and directions that raise it', () => {
    // Two students that have learned and an idle one; outputs 1/k as the teacher's.
    const overlaps = overlapsOf([...identityRows(2), [0, 0]], identityRows(2));
    const model = { ...overlaps, noise: 0, studentSecondLayer: new Float64Array(3).fill(1.5) };
    const { eigenvalues, keepingRank, raisingRank, nullity } = stability(
      model,
      gradientFlow,
      packState(overlaps),
    );
    expect(nullity).toBe(3);
    expect(keepingRank).toHaveLength(6);
    expect(raisingRank).toHaveLength(6);
    const joined = [...realParts(keepingRank), ...realParts(raisingRank)].sort((a, b) => b - a);
    realParts(eigenvalues).forEach((value, x) => expect(joined[x]).toBeCloseTo(value, 7));
  });

  it('leaves out what no covariance can do: overlaps with a repeated teacher that differ', () => {
    const overlaps = overlapsOf(
      [[0.3, 0.4]],
      [
        [1, 0],
        [1, 0],
      ],
    );
    const state = packState(overlaps);
    const { count, possible } = covarianceDirections(state, { ...overlaps, noise: 0 });
    expect(count).toBe(2);
    for (let c = 0; c < count; c++) {
      expect(possible[count + c]).toBeCloseTo(possible[2 * count + c], 14);
    }
    expect(stability({ ...overlaps, noise: 0 }, gradientFlow, state).eigenvalues).toHaveLength(2);
  });

  it('counts equal eigenvalues, and knows zero from small', () => {
    const rows = identityRows(2);
    const doubled = overlapsOf([...rows, ...rows], rows);
    const { verdict, leading, eigenvalues, multiplicity } = stability(
      { ...doubled, noise: 0 },
      gradientFlow,
      packState(doubled),
    );
    // Exchange between two copies of a teacher is free, within the span (2 dimensions each) and, in second order, outside.
    expect(verdict).toBe('marginal');
    expect(Math.abs(leading)).toBeLessThan(1e-11);
    expect(multiplicity).toBe(realParts(eigenvalues).filter((value) => value > -1e-9).length);
    expect(multiplicity).toBeGreaterThanOrEqual(4);
  });
});

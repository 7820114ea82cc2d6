import { describe, expect, it } from 'vitest';
import { rightHandSide, solve, stability, symmetricPlateau } from '../../src/index.ts';
import { committeeRisk, committeeWeights, symmetricOverlaps } from '../support/committee.ts';
import { identityRows, overlapsOf } from '../support/overlaps.ts';

const committee = (K: number) => ({ ...symmetricOverlaps(K, 1, 0, 0), noise: 0 });
/** η → 0, time measured in 1/η: the gradient part of unnormalised committees. */
const vanishing = (K: number) => ({ gradient: K, variance: 0 });

describe('the symmetric plateau at vanishing learning rate', () => {
  it.each([
    [2, 0.0116108403],
    [3, 0.0202965887],
    [4, 0.0283772639],
  ])('is Q = C = 1/(2K−1), M = 1/√(K(2K−1)), with ε* = (K/π)[π/6 − K asin(1/2K)], K = %i', (K, expected) => {
    const { overlaps, risk, residual } = symmetricPlateau(committee(K), vanishing(K));
    expect(overlaps.Q).toBeCloseTo(1 / (2 * K - 1), 12);
    expect(overlaps.C).toBeCloseTo(1 / (2 * K - 1), 12);
    expect(overlaps.M).toBeCloseTo(1 / Math.sqrt(K * (2 * K - 1)), 12);
    expect(residual).toBeLessThan(1e-15);
    const epsilon = committeeRisk(K, risk);
    expect(epsilon).toBeCloseTo((K / Math.PI) * (Math.PI / 6 - K * Math.asin(1 / (2 * K))), 13);
    expect(epsilon).toBeCloseTo(expected, 10);
  });

  it.each([
    [2, 0.0657498074],
    [3, 0.0461178779],
    [4, NaN],
  ])(
    'is left at the rate (2/π) K (2K−1)^{−1/2} (2K+1)^{−3/2}, in (K−1)² directions, K = %i',
    (K, expected) => {
      const { leading, multiplicity, keepingRank } = symmetricPlateau(committee(K), vanishing(K)).stability;
      expect(leading).toBeCloseTo((((2 / Math.PI) * K) / Math.sqrt(2 * K - 1)) * (2 * K + 1) ** -1.5, 11);
      if (!Number.isNaN(expected)) expect(leading).toBeCloseTo(expected, 10);
      expect(multiplicity).toBe((K - 1) ** 2);
      expect(keepingRank[0].real).toBeCloseTo(leading, 11);
    },
  );

  it('keeps its rate at finite η where units are identical: the variance part moves Q alone', () => {
    const K = 3;
    const { state } = symmetricPlateau(committee(K), vanishing(K));
    const { eigenvalues } = stability(committee(K), { gradient: K, variance: 0.01 }, state);
    const close = eigenvalues.filter(({ real }) => Math.abs(real - 0.0461178779) < 1e-9);
    expect(close).toHaveLength((K - 1) ** 2);
  });
});

describe('the symmetric plateau at a finite learning rate', () => {
  const weights = committeeWeights(2, 1);
  const plateau = symmetricPlateau(committee(2), weights);

  it('lies where it should for K = 2, η = 1, and is left at the rate 0.05914044', () => {
    const { overlaps, risk, stability: linear } = plateau;
    expect(overlaps.Q).toBeCloseTo(0.4350849454, 10);
    expect(overlaps.C).toBeCloseTo(0.3102128168, 10);
    expect(overlaps.M).toBeCloseTo(0.4261383115, 10);
    expect(committeeRisk(2, risk)).toBeCloseTo(0.0206565328, 10);
    expect(linear.leading).toBeCloseTo(0.05914044, 8);
    expect(linear.multiplicity).toBe(1);
  });

  it('is not mistaken for the end: the solution waits there and leaves', () => {
    const initial = { ...plateau.orderParameters, M: plateau.orderParameters.M.slice() };
    initial.M[0] += 1e-7;
    const times = [0, 50, 100, 150, 200, 300, 400, 600];
    const { risk } = solve({ initial, weights, noise: 0, times });
    expect(Math.abs(risk[2] / risk[0] - 1)).toBeLessThan(1e-4);
    expect(risk.at(-1)).toBeLessThan(1e-8);
  });

  it('has a second zero with identical units, which Newton’s iteration alone may find, up to η ≈ 4.63', () => {
    const identical = symmetricPlateau(committee(2), weights, 'identical');
    expect(identical.overlaps.Q).toBe(identical.overlaps.C);
    expect(identical.risk).toBeGreaterThan(plateau.risk);
    expect(symmetricPlateau(committee(2), committeeWeights(2, 4.5), 'identical').overlaps.Q).toBeGreaterThan(
      500,
    );
    expect(() => symmetricPlateau(committee(2), committeeWeights(2, 4.64), 'identical')).toThrow(
      /no symmetric plateau of identical units/,
    );
  });

  it.each([1e-1, 1e-3, 1e-5])('tends to the one at vanishing learning rate, linearly (η = %f)', (eta) => {
    const limit = symmetricPlateau(committee(3), vanishing(3));
    const { overlaps, stability: linear } = symmetricPlateau(committee(3), committeeWeights(3, eta));
    expect(Math.abs(overlaps.Q - limit.overlaps.Q)).toBeLessThan(eta);
    expect(overlaps.Q - overlaps.C).toBeGreaterThan(0.05 * eta);
    expect(Math.abs(linear.leading / eta / limit.stability.leading - 1)).toBeLessThan(eta);
    expect(linear.multiplicity).toBe(4);
  });
});

describe('the symmetric plateau of other models', () => {
  it('is stationary for any width, correlated teachers and label noise', () => {
    const teachers = [
      [1, 0.4, 0.4],
      [0.4, 1, 0.4],
      [0.4, 0.4, 1],
    ];
    const model = { ...overlapsOf([...identityRows(3), [0, 0, 0], [0, 0, 0]], teachers), noise: 0.01 };
    const weights = { gradient: 1, variance: 0.2 };
    const { state, overlaps, isCovariance } = symmetricPlateau(model, weights);
    const drift = new Float64Array(state.length);
    rightHandSide(model, weights)(state, drift);
    expect(Math.max(...drift.map(Math.abs))).toBeLessThan(1e-14);
    expect(overlaps.C).toBeLessThan(overlaps.Q);
    expect(isCovariance).toBe(true);
  });

  it('is the perfect student for a single unit', () => {
    const { overlaps, risk } = symmetricPlateau(committee(1), committeeWeights(1, 1));
    expect(overlaps.Q).toBeCloseTo(1, 13);
    expect(overlaps.M).toBeCloseTo(1, 13);
    expect(Math.abs(risk)).toBeLessThan(1e-14);
  });

  it('is refused where units differ', () => {
    const unequal = { ...committee(2), P: Float64Array.of(1, 0, 0, 2) };
    expect(() => symmetricPlateau(unequal, vanishing(2))).toThrow(/diagonal of P has 1 and 2/);
    const louder = { ...committee(2), teacherSecondLayer: Float64Array.of(1, -1) };
    expect(() => symmetricPlateau(louder, vanishing(2))).toThrow(/teacherSecondLayer has 1 and -1/);
    expect(() => symmetricPlateau({ ...committee(2), trainsSecondLayer: true }, vanishing(2))).toThrow(
      /fixed second layer/,
    );
  });
});

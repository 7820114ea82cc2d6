import { describe, expect, it } from 'vitest';
import { packState, rightHandSide } from '../../src/index.ts';
import { committeeWeights, symmetricOverlaps } from '../support/committee.ts';
import { identityRows } from '../support/overlaps.ts';
import { bisect, eliminate, jacobian, largestEigenvalue } from '../support/linear-system.ts';

/** Jacobian of the drift at the perfect student Q = M = P = I. */
function jacobianAtSolution(K: number, eta: number): number[][] {
  const overlaps = { ...symmetricOverlaps(K, 1, 0, 0), M: Float64Array.from(identityRows(K).flat()) };
  const field = rightHandSide({ ...overlaps, noise: 0 }, committeeWeights(K, eta));
  const flow = (y: number[]) => {
    const derivative = new Float64Array(y.length);
    field(Float64Array.from(y), derivative);
    return [...derivative];
  };
  return jacobian(flow, [...packState(overlaps)]);
}

function determinant(A: number[][]): number {
  return eliminate(A, new Array<number>(A.length).fill(0)).determinant;
}

describe('the learning rate beyond which learning is impossible', () => {
  it.each([
    [1, Math.PI * Math.sqrt(5 / 3)],
    [2, 2.3068277],
    [3, 1.6206745],
  ])('is where the perfect student becomes unstable: K = %i, η = %f', (K, expected) => {
    const critical = bisect((eta) => determinant(jacobianAtSolution(K, eta)), 0.9 * expected, 1.1 * expected);
    expect(critical).toBeCloseTo(expected, 6);
    expect(largestEigenvalue(jacobianAtSolution(K, 0.95 * expected), 4)).toBeLessThan(0);
    expect(largestEigenvalue(jacobianAtSolution(K, 1.05 * expected), 4)).toBeGreaterThan(0);
  });
});

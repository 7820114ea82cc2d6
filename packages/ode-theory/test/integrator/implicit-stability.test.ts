import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import {
  harmonicSums,
  LARGEST_ORDER,
  leadingCoefficients,
} from '../../src/integrator/numerical-differentiation.ts';

const orders = Array.from({ length: LARGEST_ORDER }, (_, index) => index + 1);

/** Adds weight · (1 − shift)^j to coefficients of powers of the shift. */
function addDifference(coefficients: Float64Array, weight: number, j: number): void {
  let binomial = 1;
  for (let i = 0; i <= j; i++) {
    coefficients[i] += weight * binomial;
    binomial *= -(j - i) / (i + 1);
  }
}

/** Of y' = λy in steps h with λh = x + iy: the largest |root| of Σ_j ∇^j/j − κγ ∇^{k+1} = λh. */
function amplification(order: number, x: number, y: number): number {
  const coefficients = new Float64Array(order + 2);
  for (let j = 1; j <= order; j++) addDifference(coefficients, 1 / j, j);
  addDifference(coefficients, -(harmonicSums[order] - leadingCoefficients[order]), order + 1);
  // Companion matrix of complex coefficients, as a real one of twice the size: its eigenvalues are the roots and their conjugates.
  const size = order + 1;
  const [re, im] = [coefficients[0] - x, -y];
  const square = re * re + im * im;
  const companion = Matrix.zeros(2 * size, 2 * size);
  for (let j = 1; j <= size; j++) {
    const [real, imaginary] = [(-coefficients[j] * re) / square, (coefficients[j] * im) / square];
    companion.set(0, j - 1, real);
    companion.set(size, size + j - 1, real);
    companion.set(0, size + j - 1, -imaginary);
    companion.set(size, j - 1, imaginary);
  }
  for (let j = 1; j < size; j++) {
    companion.set(j, j - 1, 1);
    companion.set(size + j, size + j - 1, 1);
  }
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(companion);
  return Math.max(...realEigenvalues.map((real, index) => Math.hypot(real, imaginaryEigenvalues[index])));
}

const sizes = Array.from({ length: 61 }, (_, index) => 10 ** (index / 10 - 3));

function largestInDirection(order: number, degrees: number): number {
  const angle = (degrees / 180) * Math.PI;
  return Math.max(
    ...sizes.map((size) => amplification(order, -size * Math.cos(angle), size * Math.sin(angle))),
  );
}

describe('the stability of the numerical differentiation formulas', () => {
  it.each(orders)('of order %i: every mode of the negative axis is damped, the fast ones most', (order) => {
    expect(largestInDirection(order, 0)).toBeLessThan(1);
    // All roots vanish at infinity, like |λh|^{−1/(k+1)}.
    expect(amplification(order, -1e9, 0)).toBeLessThan(0.1);
  });

  // Shampine & Reichelt (1997): the formulas of orders 1 and 2 are A-stable, those of 3, 4, 5 A(α) with α = 80°, 66°, 51°.
  it.each([
    [1, 90],
    [2, 90],
    [3, 80],
    [4, 66],
    [5, 51],
  ])('of order %i: damped in the sector of half angle %i°', (order, degrees) => {
    const slightlyLess = degrees - 0.5;
    for (let inside = slightlyLess; inside > 0; inside -= 10) {
      expect(largestInDirection(order, inside)).toBeLessThan(1);
    }
    if (degrees < 90) expect(largestInDirection(order, degrees + 1.5)).toBeGreaterThan(1);
  });
});

import { logLogRegression } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import {
  DIFFERENCE_COUNT,
  evaluateDifferences,
  rescaleDifferences,
  takeDifferences,
} from '../../src/integrator/backward-differences.ts';
import { ErrorMeasure } from '../../src/integrator/error-measure.ts';
import { ImplicitEquations } from '../../src/integrator/implicit-equations.ts';
import type { VectorField } from '../../src/integrator/initial-step.ts';
import {
  errorConstants,
  harmonicSums,
  LARGEST_ORDER,
  leadingCoefficients,
} from '../../src/integrator/numerical-differentiation.ts';

const orders = Array.from({ length: LARGEST_ORDER }, (_, index) => index + 1);
const rows = (size: number) => Array.from({ length: DIFFERENCE_COUNT }, () => new Float64Array(size));

/** A point on the circle and a third component that follows its first, fast or slowly: y = (cos t, sin t, cos² t). */
const following =
  (rate: number): VectorField =>
  (y, derivative) => {
    derivative[0] = -y[1];
    derivative[1] = y[0];
    derivative[2] = -rate * (y[2] - y[0] * y[0]) - 2 * y[0] * y[1];
  };
const exact = (t: number): number[] => [Math.cos(t), Math.sin(t), Math.cos(t) ** 2];

/** Steps of one size with the formula of one order, from exact values before t = 0; the error at t = 1 and within the last step. */
function errorsOfFixedSteps(order: number, steps: number, rate: number): { end: number; inside: number } {
  const h = 1 / steps;
  const differences = rows(3);
  for (let j = 0; j <= order; j++) differences[j].set(exact(-j * h));
  takeDifferences(differences, order);
  const equations = new ImplicitEquations(following(rate), 3);
  // The equations are solved to 3e-3 of it, far below the error of the formula.
  const tolerance = order === 1 ? 1e-6 : 1e-11;
  const measure = new ErrorMeasure(3, { relative: tolerance, absolute: tolerance }, null);
  const [predicted, psi, correction, solution] = rows(3);
  for (let step = 0; step < steps; step++) {
    predicted.set(differences[0]);
    psi.fill(0);
    for (let j = 1; j <= order; j++) {
      for (let x = 0; x < 3; x++) {
        predicted[x] += differences[j][x];
        psi[x] += (harmonicSums[j] / leadingCoefficients[order]) * differences[j][x];
      }
    }
    measure.moveTo(predicted);
    equations.takeJacobian(differences[0]);
    expect(equations.prepare(h / leadingCoefficients[order])).toBe(true);
    expect(equations.solve(predicted, psi, measure, correction, solution)).toBe(true);
    for (let x = 0; x < 3; x++) {
      let next = correction[x];
      for (let j = order; j >= 0; j--) {
        next = differences[j][x] + next;
        differences[j][x] = next;
      }
    }
  }
  const errorAt = (later: number): number => {
    evaluateDifferences(differences, order, later, predicted);
    return Math.max(...exact(1 + later * h).map((value, x) => Math.abs(predicted[x] - value)));
  };
  return { end: errorAt(0), inside: Math.max(...[-0.9, -0.7, -0.5, -0.3, -0.1].map(errorAt)) };
}

describe('the numerical differentiation formulas', () => {
  it.each(orders.flatMap((order) => [1, 1000].map((rate) => ({ order, rate }))))(
    'have order $order, where a component follows at rate $rate, at the steps and between them, down to the round-off floor',
    ({ order, rate }) => {
      const counts = [60, 90, 135, 200, 300, 450];
      const errors = counts.map((steps) => errorsOfFixedSteps(order, steps, rate));
      for (const part of ['end', 'inside'] as const) {
        // Each of the steps leaves rounding of some units of 10⁻¹⁶, some hundred of them at most 10⁻¹⁴ or so.
        const above = errors.filter((error) => error[part] > 1e-13);
        expect(above.length).toBeGreaterThanOrEqual(4);
        const { slope } = logLogRegression(
          counts.slice(0, above.length).map((steps) => 1 / steps),
          above.map((error) => error[part]),
        );
        expect(Math.abs(slope - order)).toBeLessThan(0.1);
      }
    },
  );

  it.each(orders)(
    'are exact for polynomials of degree %i, and miss the next by their error constant',
    (order) => {
      // y = t^m at t = 0 and steps of 1: h f = m t^{m−1}, ∇^j by the recursion. What the formula leaves of it is the error.
      const residual = (degree: number): number => {
        const values = Array.from({ length: order + 3 }, (_, j) => (-j) ** degree);
        const differences = values.map((_, j) => {
          let sum = 0;
          let binomial = 1;
          for (let i = 0; i <= j; i++) {
            sum += binomial * values[i];
            binomial *= -(j - i) / (i + 1);
          }
          return sum;
        });
        const slope = degree === 1 ? 1 : 0;
        let left = 0;
        for (let j = 1; j <= order; j++) left += differences[j] / j;
        // y_{n+1} less the prediction from the values before is ∇^{k+1} y_{n+1}.
        const kappa = 1 - leadingCoefficients[order] / harmonicSums[order];
        return left - kappa * harmonicSums[order] * differences[order + 1] - slope;
      };
      for (let degree = 0; degree <= order; degree++) expect(Math.abs(residual(degree))).toBeLessThan(1e-10);
      let factorial = 1;
      for (let j = 2; j <= order + 1; j++) factorial *= j;
      expect(residual(order + 1)).toBeCloseTo(-factorial * errorConstants[order], 8);
    },
  );
});

describe('backward differences', () => {
  it('give a polynomial back anywhere, and after a change of the step', () => {
    const polynomial = (t: number): number =>
      2 - t + 0.5 * t ** 2 + 0.3 * t ** 3 - 0.2 * t ** 4 + 0.1 * t ** 5;
    const h = 0.4;
    const differences = rows(1);
    for (let j = 0; j <= LARGEST_ORDER; j++) differences[j][0] = polynomial(-j * h);
    takeDifferences(differences, LARGEST_ORDER);
    const found = new Float64Array(1);
    const expectPolynomial = (step: number): void => {
      for (const s of [-5, -2.5, -1, -0.3, 0, 0.5, 1]) {
        evaluateDifferences(differences, LARGEST_ORDER, s, found);
        expect(Math.abs(found[0] - polynomial(s * step))).toBeLessThan(1e-12);
      }
    };
    expectPolynomial(h);
    rescaleDifferences(differences, LARGEST_ORDER, 0.3, found);
    expectPolynomial(0.3 * h);
    rescaleDifferences(differences, LARGEST_ORDER, 1 / 0.3, found);
    expectPolynomial(h);
  });
});

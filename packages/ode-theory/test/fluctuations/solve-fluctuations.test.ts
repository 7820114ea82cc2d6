import { symmetricEigenvalues } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { multiplyByTransposed, transpose } from '../../src/fluctuations/matrix-products.ts';
import {
  createIncrementMoments,
  createJacobian,
  packState,
  rightHandSide,
  riskSensitivity,
  scaling,
  solve,
  solveFluctuations,
  StepSizeUnderflowError,
  weights,
  type FluctuationOptions,
} from '../../src/index.ts';
import { genericOverlaps, teacherSpan } from '../support/overlaps.ts';

const times = [0, 0.5, 2];

function problem(
  [p, k]: readonly [number, number],
  inputDimension: number,
  delta = 0,
  initial = genericOverlaps(p, k, 'fluctuations'),
): FluctuationOptions {
  const parameters = scaling({
    widthPrefactor: p,
    learningRatePrefactor: p,
    kappa: 0,
    delta,
    inputDimension,
  });
  return {
    model: { ...initial, noise: 0.1 },
    initial,
    weights: weights(parameters, 'finite'),
    step: { learningRate: parameters.learningRate, inputDimension },
    timeStep: parameters.timeStep,
    times,
    quadraturePoints: 1024,
  };
}

describe('fluctuations around the equations', () => {
  it('obey the recursion of the chain they approximate, Σ ← (1 + δt J) Σ (1 + δt J)ᵀ + Cov[Δy], to order δt', () => {
    const options = problem([2, 1], 4000);
    const { model, initial, step, timeStep } = options;
    const moments = createIncrementMoments(model, step, { points: 1024 });
    const field = rightHandSide(model, options.weights);
    const state = packState(initial);
    const n = state.length;
    const evaluate = createJacobian(field, n);
    const [J, propagator, product, transposed, D, recursion] = Array.from(
      { length: 6 },
      () => new Float64Array(n * n),
    );
    const [drift, mean] = [new Float64Array(n), new Float64Array(n)];
    const end = 0.5;
    for (let taken = 0; taken < Math.round(end / timeStep); taken++) {
      field(state, drift);
      evaluate(state, J);
      moments(state, mean, D);
      for (let x = 0; x < n; x++) {
        for (let y = 0; y < n; y++) propagator[x * n + y] = timeStep * J[x * n + y] + (x === y ? 1 : 0);
      }
      multiplyByTransposed(propagator, recursion, n, n, product);
      transpose(product, n, transposed);
      multiplyByTransposed(propagator, transposed, n, n, recursion);
      for (let at = 0; at < n * n; at++) recursion[at] += D[at];
      for (let x = 0; x < n; x++) state[x] += timeStep * drift[x];
    }
    const { points } = solveFluctuations({ ...options, times: [end], relativeTolerance: 1e-5 });
    const found = points[0].covariance;
    for (let x = 0; x < n; x++) {
      for (let y = 0; y < n; y++) {
        const scale = Math.sqrt(recursion[x * n + x] * recursion[y * n + y]);
        // δt = 2.5e-4; Euler steps of rates of order 1 over a time ½ are wrong by about that much, relatively.
        expect(Math.abs(found[x * n + y] - recursion[x * n + y]) / scale).toBeLessThan(2e-3);
      }
    }
  });

  it('keep the mean of the equations, and start from nothing', () => {
    const options = problem([3, 2], 1000);
    const { points } = solveFluctuations(options);
    const solution = solve({ ...options, noise: options.model.noise });
    points.forEach((point, index) => {
      expect(point.risk / solution.risk[index]).toBeCloseTo(1, 8);
      point.orderParameters.Q.forEach((entry, x) => {
        expect(entry).toBeCloseTo(solution.orderParameters[index].Q[x], 8);
      });
    });
    expect(points[0].standardDeviationOfRisk).toBe(0);
    expect(points[0].covariance.every((entry) => entry === 0)).toBe(true);
  });

  it.each([
    ['perfect learning', 0.5, 1.5, 0.01],
    ['the plateau', 0, 1, 1e-3],
    ['bad learning', -0.25, 0.5, 0.05],
  ])('shrink like δt as d grows: %s', (_, delta, exponent, bound) => {
    const variances = [1e5, 4e5].map((inputDimension) => {
      const options = problem([2, 2], inputDimension, delta);
      // The same equations at both d: what remains is the noise of the steps.
      const { points } = solveFluctuations({
        ...options,
        weights: delta < 0 ? { gradient: 0, variance: 1 } : { gradient: 1, variance: delta === 0 ? 1 : 0 },
      });
      return points[2].standardDeviation.Q.map((deviation) => deviation * deviation);
    });
    variances[0].forEach((variance, x) => {
      const order = Math.log(variance / variances[1][x]) / Math.log(4);
      // Beside the leading part of the noise is one smaller by c d^−|ϑ|, c of order 1 (by 1/d on the plateau): it
      // moves the exponent by c (d^−|ϑ| − (4d)^−|ϑ|) / ln 4, c times 0.0011 at ϑ = ½ and 0.012 at ϑ = −¼.
      expect(Math.abs(order - exponent)).toBeLessThan(bound);
    });
  });

  it('are the same in every bit whatever the output times', () => {
    const options = problem([2, 2], 1000);
    const few = solveFluctuations({ ...options, times: [2] });
    const many = solveFluctuations({ ...options, times: Array.from({ length: 41 }, (_, m) => m / 20) });
    expect(many.evaluations).toBe(few.evaluations);
    expect([...many.points[40].covariance]).toEqual([...few.points[0].covariance]);
  });

  it('are smooth between steps: output times far closer than the steps make no kinks', () => {
    const options = problem([2, 2], 1000);
    const grid = Array.from({ length: 81 }, (_, m) => 0.2 + m / 50);
    const { points } = solveFluctuations({ ...options, times: grid, relativeTolerance: 1e-5 });
    const variances = points.map(({ standardDeviationOfRisk }) => standardDeviationOfRisk ** 2);
    for (let m = 2; m < 79; m++) {
      // Fourth differences of a smooth function with time scales of order 1 at a spacing of 0.02 are about 1e-6 of it.
      const fourth =
        variances[m - 2] - 4 * variances[m - 1] + 6 * variances[m] - 4 * variances[m + 1] + variances[m + 2];
      expect(Math.abs(fourth) / variances[m]).toBeLessThan(1e-4);
    }
  });

  it('change by less than the tolerance suggests when it is lowered', () => {
    const options = problem([4, 2], 1000, 0, teacherSpan(4, 2, 'tolerance'));
    const coarse = solveFluctuations({ ...options, times: [0.1, 1, 10, 50] });
    const fine = solveFluctuations({ ...options, times: [0.1, 1, 10, 50], relativeTolerance: 1e-6 });
    coarse.points.forEach((point, index) => {
      const exact = fine.points[index];
      expect(point.standardDeviationOfRisk / exact.standardDeviationOfRisk).toBeCloseTo(1, 3);
      point.standardDeviation.Q.forEach((deviation, x) => {
        expect(deviation / exact.standardDeviation.Q[x]).toBeCloseTo(1, 3);
      });
    });
  });

  it('form a symmetric positive semidefinite Σ, of which deviations are the roots of the diagonal', () => {
    const options = problem([3, 2], 200, 0, teacherSpan(3, 2, 'symmetric'));
    const { points } = solveFluctuations({ ...options, times: [0.01, 0.3, 3, 30] });
    const gradient = new Float64Array(12);
    const risk = riskSensitivity(options.model);
    for (const { covariance, standardDeviation, orderParameters, standardDeviationOfRisk } of points) {
      const eigenvalues = symmetricEigenvalues(covariance, 12);
      expect(eigenvalues[0]).toBeGreaterThan(-1e-12 * eigenvalues[11]);
      covariance.forEach((entry, at) => {
        expect(entry).toBe(covariance[(at % 12) * 12 + Math.floor(at / 12)]);
      });
      expect(standardDeviation.Q[1]).toBe(Math.sqrt(covariance[13]));
      expect(standardDeviation.Q[3]).toBe(standardDeviation.Q[1]);
      expect(standardDeviation.M[0]).toBe(Math.sqrt(covariance[6 * 13]));
      risk(packState(orderParameters), gradient);
      let variance = 0;
      gradient.forEach((x, i) => gradient.forEach((y, j) => (variance += x * y * covariance[i * 12 + j])));
      expect(standardDeviationOfRisk ** 2 / variance).toBeCloseTo(1, 8);
    }
  });

  it('cost no more steps where they die out: perfect students in the end, and no label noise', () => {
    const options = problem([2, 2], 1000, 0.5, teacherSpan(2, 2, 'dying'));
    const model = { ...options.model, noise: 0 };
    const { points, evaluations } = solveFluctuations({ ...options, model, times: [10, 1000] });
    expect(points[0].standardDeviationOfRisk).toBeGreaterThan(1e-7);
    expect(points[1].standardDeviation.Q[0]).toBeLessThan(1e-9);
    // Ten steps a decade are 4 · 50 evaluations; errors relative to what has died out would ask for a hundred thousand.
    expect(evaluations).toBeLessThan(3000);
  });

  it('end where onStep says so, with the points up to there', () => {
    const seen: number[] = [];
    const { points } = solveFluctuations({
      ...problem([1, 1], 1000),
      times: [0, 1e-3, 1e6],
      onStep: (time) => {
        seen.push(time);
        return seen.length < 3;
      },
    });
    expect(seen).toHaveLength(3);
    expect(points.map(({ time }) => time)).toEqual([0, 1e-3].filter((time) => time <= seen[2]));
  });

  it('say when overlaps run away, in the time of the whole integration', () => {
    const options = problem([1, 1], 1000);
    // dQ/dt ~ Q³ with quadratic units: Q is infinite after a finite time.
    const model = { ...options.model, activation: 'quadratic' } as const;
    let reached = 0;
    const attempt = () =>
      solveFluctuations({ ...options, model, times: [100], onStep: (time) => void (reached = time) });
    expect(attempt).toThrow(StepSizeUnderflowError);
    try {
      attempt();
    } catch (error) {
      expect((error as StepSizeUnderflowError).time).toBeGreaterThanOrEqual(reached);
      expect(reached).toBeGreaterThan(0);
    }
  });

  it.each<[string, Partial<FluctuationOptions>, RegExp]>([
    ['a time step of 0', { timeStep: 0 }, /timeStep is 0/],
    ['a tolerance that is no tolerance', { relativeTolerance: 1 }, /relativeTolerance is 1/],
    ['times that fall', { times: [1, 0.5] }, /strictly increasing/],
    ['a number of nodes that is no power of two', { quadraturePoints: 1000 }, /points is 1000/],
  ])('refuse %s', (_, wrong, message) => {
    expect(() => solveFluctuations({ ...problem([1, 1], 100), ...wrong })).toThrow(message);
  });
});

import { logLogRegression, symmetricEigenvalues } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { createLyapunovFlow } from '../../src/fluctuations/lyapunov-flow.ts';
import { createMagnusGenerator, type LinearNoise } from '../../src/fluctuations/magnus-generator.ts';

const n = 3;

/** Matrices that do not commute with themselves at other times. */
function equationAt(t: number): LinearNoise {
  const c = Math.cos(t);
  const s = Math.sin(2 * t);
  return {
    J: Float64Array.of(-1, s, 0.3, c, -0.5 - t, 1, 0.2 * t, -s, -2 + c),
    D: Float64Array.of(1 + t, 0.3 * c, 0, 0.3 * c, 2 + s, 0.5 * t, 0, 0.5 * t, 1 + c * c),
  };
}

/** Σ at time `end` from Σ(0) = I by `steps` equal steps, the last of which may be a part of a longer one. */
function solution(end: number, steps: number, lastShare = 1): Float64Array {
  const generator = createMagnusGenerator(n);
  const flow = createLyapunovFlow(n);
  const sigma = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  const A = new Float64Array(n * n);
  const G = new Float64Array(n * n);
  const h = end / (steps - 1 + lastShare);
  for (let step = 0; step < steps; step++) {
    const t = step * h;
    const nodes = [equationAt(t), equationAt(t + h / 2), equationAt(t + h)] as const;
    generator(nodes, h, step === steps - 1 ? lastShare : 1, A, G);
    flow(A, G, sigma);
  }
  return sigma;
}

const distance = (a: Float64Array, b: Float64Array) =>
  Math.sqrt(a.reduce((sum, entry, x) => sum + (entry - b[x]) ** 2, 0));

describe('Magnus steps of the linear-noise equation', () => {
  const exact = solution(2, 1024);

  it.each([
    ['whole', 1],
    ['with a last one of which only a part is taken', 0.3],
  ])('converge with order four, %s', (_, share) => {
    const steps = [8, 16, 32, 64];
    const errors = steps.map((count) => distance(solution(2, count, share), exact));
    const order = -logLogRegression(steps, errors).slope;
    expect(order).toBeGreaterThan(3.7);
    expect(order).toBeLessThan(4.4);
  });

  it('solve the equation: a classical Runge–Kutta integration agrees', () => {
    let sigma = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
    const slope = (t: number, S: Float64Array): Float64Array => {
      const { J, D } = equationAt(t);
      return S.map((_, at) => {
        const [x, y] = [Math.floor(at / n), at % n];
        let sum = D[at];
        for (let c = 0; c < n; c++) sum += J[x * n + c] * S[c * n + y] + S[x * n + c] * J[y * n + c];
        return sum;
      });
    };
    const moved = (S: Float64Array, h: number, k: Float64Array) => S.map((entry, x) => entry + h * k[x]);
    const h = 2 / 2048;
    for (let step = 0; step < 2048; step++) {
      const t = step * h;
      const k1 = slope(t, sigma);
      const k2 = slope(t + h / 2, moved(sigma, h / 2, k1));
      const k3 = slope(t + h / 2, moved(sigma, h / 2, k2));
      const k4 = slope(t + h, moved(sigma, h, k3));
      sigma = sigma.map((entry, x) => entry + (h / 6) * (k1[x] + 2 * k2[x] + 2 * k3[x] + k4[x]));
    }
    expect(distance(sigma, exact)).toBeLessThan(1e-10);
  });

  it('give a covariance also where the correction of a singular noise would not', () => {
    const D = (x: number, y: number) => Float64Array.of(x * x, x * y, 0, x * y, y * y, 0, 0, 0, 0);
    const nodes = [
      { J: equationAt(0).J, D: D(1, 0) },
      { J: equationAt(1).J, D: D(1, 1) },
      { J: equationAt(2).J, D: D(0, 1) },
    ] as const;
    for (const share of [0.2, 0.5, 0.7, 1]) {
      const A = new Float64Array(n * n);
      const G = new Float64Array(n * n);
      createMagnusGenerator(n)(nodes, 2, share, A, G);
      expect(symmetricEigenvalues(G, n)[0]).toBeGreaterThan(-1e-12);
    }
  });
});

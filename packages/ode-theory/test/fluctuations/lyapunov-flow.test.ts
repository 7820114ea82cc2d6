import { RandomStream } from '@crossover/math-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLyapunovFlow } from '../../src/fluctuations/lyapunov-flow.ts';

describe('the flow of dΣ/ds = A Σ + Σ Aᵀ + G over unit time', () => {
  it('is the closed form entry by entry where A is diagonal, from still to stiff', () => {
    const rates = [0, -1e-9, 0.5, -3, -40, -1e4];
    const n = rates.length;
    const A = new Float64Array(n * n);
    rates.forEach((rate, x) => (A[x * (n + 1)] = rate));
    const { G, sigma } = symmetricPair(n, 'diagonal');
    const found = sigma.slice();
    createLyapunovFlow(n)(A, G, found);
    for (let x = 0; x < n; x++) {
      for (let y = 0; y < n; y++) {
        const rate = rates[x] + rates[y];
        const growth = rate === 0 ? 1 : Math.expm1(rate) / rate;
        const exact = Math.exp(rate) * sigma[x * n + y] + growth * G[x * n + y];
        // Doubling m times multiplies relative roundings by 2^m at most, m = 16 here.
        expect(Math.abs(found[x * n + y] - exact)).toBeLessThan(1e-10 * (1 + Math.abs(exact)));
      }
    }
  });

  it('turns a nilpotent A into polynomials', () => {
    // x' = y, y' = noise of strength g: Σ_xx = g/3, Σ_xy = g/2, Σ_yy = g after unit time.
    const sigma = new Float64Array(4);
    createLyapunovFlow(2)(Float64Array.of(0, 1, 0, 0), Float64Array.of(0, 0, 0, 6), sigma);
    expect([...sigma].map((entry) => Number(entry.toPrecision(12)))).toEqual([2, 3, 3, 6]);
  });

  it('over two halves is the flow over the whole, symmetric and positive semidefinite', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.double({ min: 0.01, max: 8, noNaN: true }),
        (n, size) => {
          const stream = RandomStream.fromKey(`halves ${n}`);
          const A = Float64Array.from({ length: n * n }, () => (size * stream.normal()) / n);
          const { G, sigma } = symmetricPair(n, `halves ${n}`);
          const flow = createLyapunovFlow(n);
          const whole = sigma.slice();
          flow(A, G, whole);
          const halves = sigma.slice();
          for (let half = 0; half < 2; half++) {
            flow(
              A.map((entry) => entry / 2),
              G.map((entry) => entry / 2),
              halves,
            );
          }
          const scale = whole.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
          for (let x = 0; x < n; x++) {
            expect(whole[x * (n + 1)]).toBeGreaterThanOrEqual(0);
            for (let y = 0; y < n; y++) {
              expect(whole[x * n + y]).toBe(whole[y * n + x]);
              expect(Math.abs(whole[x * n + y] - halves[x * n + y])).toBeLessThan(1e-10 * scale);
            }
          }
        },
      ),
    );
  });
});

/** Two positive semidefinite matrices. */
function symmetricPair(n: number, key: string): { G: Float64Array; sigma: Float64Array } {
  const stream = RandomStream.fromKey(key);
  const square = (): Float64Array => {
    const root = Array.from({ length: n * n }, () => stream.normal());
    const product = new Float64Array(n * n);
    for (let x = 0; x < n; x++) {
      for (let y = 0; y < n; y++) {
        for (let c = 0; c < n; c++) product[x * n + y] += root[x * n + c] * root[y * n + c];
      }
    }
    return product;
  };
  return { G: square(), sigma: square() };
}

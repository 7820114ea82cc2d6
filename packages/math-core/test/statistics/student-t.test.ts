import { describe, expect, it } from 'vitest';
import { studentTProbability, studentTQuantile } from '../../src/index.ts';

describe('Student’s t', () => {
  // Two-sided 95 % points from printed tables (Fisher & Yates, table III), to their four or five digits.
  it.each([
    [1, 12.7062],
    [2, 4.3027],
    [3, 3.1824],
    [4, 2.7764],
    [5, 2.5706],
    [10, 2.2281],
    [15, 2.1314],
    [30, 2.0423],
    [120, 1.9799],
  ])('has its 95 %% point where the tables have it, ν = %i', (nu, expected) => {
    expect(Math.abs(studentTQuantile(0.95, nu) - expected)).toBeLessThan(6e-5);
  });

  it('has the closed forms of ν = 1 and ν = 2', () => {
    for (const t of [0, 0.1, 1, 3, 50]) {
      expect(studentTProbability(t, 1)).toBeCloseTo((2 / Math.PI) * Math.atan(t), 14);
      expect(studentTProbability(t, 2)).toBeCloseTo(t / Math.sqrt(2 + t * t), 14);
    }
  });

  it('is the integral of its density', () => {
    // The density by its ratio to that at 0, (1 + x²/ν)^{−(ν+1)/2}, normalised by the same Simpson rule over tan-mapped nodes.
    for (const nu of [3, 4, 7, 12]) {
      const mass = (to: number): number => {
        const n = 4000;
        let sum = 0;
        for (let i = 0; i <= n; i++) {
          const weight = i === 0 || i === n ? 1 : i % 2 === 1 ? 4 : 2;
          // x = √ν tan θ turns the density into cos^{ν−1} θ.
          sum += weight * Math.cos((i / n) * Math.atan(to / Math.sqrt(nu))) ** (nu - 1);
        }
        return (sum * Math.atan(to / Math.sqrt(nu))) / (3 * n);
      };
      for (const t of [0.3, 1, 2.5, 8]) {
        expect(studentTProbability(t, nu)).toBeCloseTo(mass(t) / mass(Infinity), 10);
      }
    }
  });

  it('tends to the normal law', () => {
    expect(studentTQuantile(0.95, 100_000)).toBeCloseTo(1.959964 + (1.959964 * (1 + 1.959964 ** 2)) / 4e5, 6);
  });

  it('has quantile and probability as inverses', () => {
    for (const nu of [1, 2, 5, 40]) {
      for (const level of [0.01, 0.5, 0.99, 0.9999]) {
        expect(studentTProbability(studentTQuantile(level, nu), nu)).toBeCloseTo(level, 12);
      }
    }
  });

  it.each([
    [0, 'ν = 0'],
    [2.5, 'a fraction'],
    [1e6, 'too many'],
  ])('refuses %d degrees of freedom', (nu) => {
    expect(() => studentTQuantile(0.9, nu)).toThrow('degrees of freedom');
  });

  it('refuses levels and values out of range', () => {
    expect(() => studentTQuantile(1, 3)).toThrow('between 0 and 1');
    expect(() => studentTProbability(-1, 3)).toThrow('t is -1');
  });
});

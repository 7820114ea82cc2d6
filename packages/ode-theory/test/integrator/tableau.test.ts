import { describe, expect, it } from 'vitest';
import { dormandPrince853 } from '../../src/integrator/dormand-prince-853.ts';

const { stages, solution, fifthOrderError, thirdOrderError, extensionStages, extension } = dormandPrince853;
const sum = (row: readonly number[]) => row.reduce((total, x) => total + x, 0);
const nodes = stages.map(sum);
const moment = (weights: readonly number[], power: number) =>
  sum(weights.map((weight, s) => weight * nodes[s] ** power));

describe('the tableau of Dormand–Prince 8(5,3)', () => {
  it('is explicit', () => {
    stages.forEach((row, s) => expect(row).toHaveLength(s));
    extensionStages.forEach((row, s) => expect(row).toHaveLength(stages.length + 1 + s));
    for (const row of extension) expect(row).toHaveLength(stages.length + 4);
    for (const row of [solution, fifthOrderError, thirdOrderError]) expect(row).toHaveLength(stages.length);
  });

  it('satisfies the quadrature conditions Σ b c^q = 1/(q+1) up to order 8', () => {
    for (let q = 0; q < 8; q++) expect(Math.abs(moment(solution, q) - 1 / (q + 1))).toBeLessThan(1e-14);
    expect(Math.abs(moment(solution, 8) - 1 / 9)).toBeGreaterThan(1e-8);
  });

  it('satisfies the condition Σ_ij b_i a_ij c_j^q = 1/((q+1)(q+2)) of trees with one branch', () => {
    for (let q = 0; q < 7; q++) {
      const nested = sum(solution.map((b, i) => b * moment(stages[i], q)));
      expect(Math.abs(nested - 1 / ((q + 1) * (q + 2)))).toBeLessThan(1e-14);
    }
  });

  it('compares with methods of order 5 and 3: their quadrature errors vanish up to there and not beyond', () => {
    for (let q = 0; q < 5; q++) expect(Math.abs(moment(fifthOrderError, q))).toBeLessThan(1e-14);
    expect(Math.abs(moment(fifthOrderError, 5))).toBeGreaterThan(1e-6);
    for (let q = 0; q < 3; q++) expect(Math.abs(moment(thirdOrderError, q))).toBeLessThan(1e-14);
    expect(Math.abs(moment(thirdOrderError, 3))).toBeGreaterThan(1e-4);
  });

  it('ends at the end of the step and extends within it', () => {
    expect(nodes.at(-1)).toBeCloseTo(1, 14);
    for (const row of extensionStages) {
      expect(sum(row)).toBeGreaterThan(0);
      expect(sum(row)).toBeLessThan(1);
    }
    for (const row of extension) expect(Math.abs(sum(row))).toBeLessThan(1e-13);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestRate } from '../../src/figures/best-rate.ts';

const points = (
  rates: readonly number[],
  riskAt: (rate: number) => number,
  standardError: number | null = null,
) => rates.map((learningRate) => ({ learningRate, risk: riskAt(learningRate), standardError }));

describe('the best learning rate', () => {
  it('is the vertex of a parabola in logarithms', () => {
    const rate = fc.double({ min: 0.3, max: 6, noNaN: true });
    fc.assert(
      fc.property(rate, fc.double({ min: 0.1, max: 3, noNaN: true }), (best, curvature) => {
        const riskAt = (x: number) => 0.02 * Math.exp(curvature * Math.log(x / best) ** 2);
        const { optimum, least } = bestRate(points([0.1, 0.25, 1, 2, 8, 20], riskAt));
        expect(optimum?.learningRate).toBeCloseTo(best, 8);
        expect(optimum?.risk).toBeCloseTo(0.02, 10);
        expect(least?.edge).toBeNull();
        expect(riskAt(least?.learningRate ?? NaN)).toBe(least?.risk);
      }),
    );
  });

  it('is not known where the least point lies at an edge, and its side is said', () => {
    const falling = bestRate(points([1, 2, 4], (rate) => 1 / rate));
    expect(falling).toEqual({ least: { learningRate: 4, risk: 0.25, edge: 'largest' }, optimum: null });
    const rising = bestRate(points([1, 2, 4], (rate) => rate));
    expect(rising).toEqual({ least: { learningRate: 1, risk: 1, edge: 'smallest' }, optimum: null });
    expect(bestRate([])).toEqual({ least: null, optimum: null });
  });

  it('has an error that follows from those of the three risks it rests on', () => {
    const rates = [0.5, 1, 3, 9];
    const risks = [0.5, 0.2, 0.1, 0.3];
    const errors = [9, 0.004, 0.001, 0.02];
    const at = (shifted: readonly number[]) =>
      bestRate(
        rates.map((learningRate, index) => ({
          learningRate,
          risk: shifted[index],
          standardError: errors[index],
        })),
      ).optimum;
    // Central differences of ln γ; the first point is no neighbour and does not enter.
    const contributions = risks.map((_, moved) => {
      const h = 1e-5;
      const shift = (by: number) => risks.map((risk, index) => (index === moved ? risk + by * h : risk));
      const slope =
        Math.log((at(shift(1))?.learningRate ?? NaN) / (at(shift(-1))?.learningRate ?? NaN)) / (2 * h);
      return slope * errors[moved];
    });
    expect(contributions[0]).toBe(0);
    expect(at(risks)?.standardError).toBeCloseTo(Math.hypot(...contributions), 6);
    expect(bestRate(points([1, 2, 4], (rate) => (rate - 2.1) ** 2 + 1)).optimum?.standardError).toBeNull();
  });

  it('leaves out risks that have no logarithm, and repetitions of a rate', () => {
    const risks = [0.4, 0.1, 0.9, NaN, 0, 0.2];
    const rates = [1, 2, 2 * (1 + 1e-15), 3, 4, 4];
    const made = rates.map((learningRate, index) => ({
      learningRate,
      risk: risks[index],
      standardError: null,
    }));
    const { optimum } = bestRate(made);
    const { optimum: clean } = bestRate([made[0], made[1], made[5]]);
    expect(optimum).toEqual(clean);
    expect(clean).not.toBeNull();
  });

  it('is the middle of points that are alike', () => {
    expect(bestRate(points([1, 2, 4], () => 0.3)).least).toEqual({
      learningRate: 1,
      risk: 0.3,
      edge: 'smallest',
    });
    const { optimum } = bestRate([
      ...points([1], () => 0.5),
      ...points([2, 4], () => 0.3),
      ...points([8], () => 0.5),
    ]);
    // Through ln 1, ln 2, ln 4 with the last two alike: halfway between these.
    expect(optimum?.learningRate).toBeCloseTo(Math.sqrt(8), 12);
  });
});

import { describe, expect, it } from 'vitest';
import { execute, expandExperiment, scalingData } from '../../src/index.ts';
import { experiment } from '../sweeps/sample-experiment.ts';
import { resultOf } from './made-up-results.ts';

const times = [0, 1, 2, 5, 6, 7, 8, 10];
const runsAt = (delta: number, part: object = {}) =>
  expandExperiment(
    experiment({
      base: { times, delta },
      axes: { inputDimension: [100, 1000, 10000, 100000] },
      replicas: 2,
      ...part,
    }),
  );

describe('the final risk against d', () => {
  it('is a power law through the means over replicas, weighted by their spread', () => {
    const results = runsAt(0.5, { theory: ['finite'] }).map((run) => {
      const factor = run.kind === 'simulation' ? [0.9, 1.1][run.replica] : 17;
      return resultOf(run, () => factor * (run.inputDimension ?? 1) ** -0.5);
    });
    const { series } = scalingData(results);
    expect(series).toHaveLength(1);
    const [{ points, fit, expectedExponent, parameters }] = series;
    expect(parameters.inputDimension).toBeNull();
    expect(expectedExponent).toBe(-0.5);
    for (const { inputDimension, risk, standardError, replicas, settled, time } of points) {
      expect(risk * Math.sqrt(inputDimension)).toBeCloseTo(1, 12);
      expect(standardError! * Math.sqrt(inputDimension)).toBeCloseTo(0.1, 12);
      expect([replicas, settled, time]).toEqual([2, true, 10]);
    }
    expect(fit?.exponent).toBeCloseTo(-0.5, 10);
    expect(fit).toMatchObject({ points: 4, range: [100, 100000] });
  });

  it('is fitted through the points that have settled where there are enough, and through all otherwise', () => {
    const withDeclining = (declining: readonly number[]) =>
      scalingData(
        runsAt(0.5).map((run) => {
          const d = run.inputDimension ?? 1;
          return resultOf(run, (t) => (declining.includes(d) ? 1 / (1 + t) : d ** -0.5));
        }),
      ).series[0];
    const three = withDeclining([100000]);
    expect(three.points.map(({ settled }) => settled)).toEqual([true, true, true, false]);
    expect(three.fit).toMatchObject({ points: 3, range: [100, 10000] });
    expect(three.predictedFit).toMatchObject({ points: 3, range: [100, 10000] });
    expect(withDeclining([10000, 100000]).fit).toMatchObject({ points: 4 });
  });

  it('is predicted by the state at rest of the finite-d equations, which scales as d^{−ϑ}', () => {
    const results = runsAt(0.5).map((run) => resultOf(run, () => 1));
    const [{ predicted, predictedFit }] = scalingData(results).series;
    expect(predicted.map(({ inputDimension }) => inputDimension)).toEqual([100, 1000, 10000, 100000]);
    // R_∞ → γΔ/(2π√3 p) for p = k (model.md §10), γ = 2 d^{−½}, p = 2, Δ = 0.01; the next order is O(γ/p).
    for (const { inputDimension: d, risk } of predicted) {
      const leading = 0.01 / (2 * Math.PI * Math.sqrt(3) * Math.sqrt(d));
      expect(Math.abs(risk / leading - 1)).toBeLessThan(2 / Math.sqrt(d));
    }
    expect(Math.abs(predictedFit!.exponent + 0.5)).toBeLessThan(0.05);
  });

  it('is predicted alike at every d together and alone', () => {
    const results = runsAt(0.5).map((run) => resultOf(run, () => 1));
    const together = scalingData(results).series[0].predicted;
    for (const { inputDimension, risk } of together) {
      const alone = results.filter(({ specification }) => specification.inputDimension === inputDimension);
      // Overlaps are at rest to 1e-12 of O(1), and R is a small difference of them.
      expect(Math.abs(scalingData(alone).series[0].predicted[0].risk - risk)).toBeLessThan(1e-11);
    }
  });

  it('is predicted to be flat on the plateau line, and not where the risk grows or there are no equations', () => {
    const of = (delta: number, base: object = {}) =>
      scalingData(runsAt(delta, { base: { times, delta, ...base } }).map((run) => resultOf(run, () => 1)))
        .series[0];
    const plateau = of(0);
    expect(plateau.expectedExponent).toBe(0);
    const [first, ...others] = plateau.predicted.map(({ risk }) => risk);
    for (const risk of others) expect(risk / first).toBeCloseTo(1, 6);
    for (const delta of [-0.25, -1]) {
      expect(of(delta)).toMatchObject({ expectedExponent: null, predicted: [], predictedFit: null });
    }
    expect(of(0.5, { training: 'lazy' })).toMatchObject({ predicted: [], predictedFit: null });
    // A thousand units have half a million overlaps: too many to look for their state at rest here.
    expect(of(0.5, { widthPrefactor: 90 })).toMatchObject({ predicted: [] });
  });

  it('shows what there is', () => {
    const results = runsAt(0.5).map((run) => resultOf(run, (t) => (t > 5 ? NaN : 1)));
    expect(scalingData(results).series).toMatchObject([{ points: [], fit: null }]);
    expect(scalingData([]).series).toEqual([]);
    const separate = [...runsAt(0.5, { axes: { inputDimension: [100], noise: [0.1, 0.2] } })];
    expect(scalingData(separate.map((run) => resultOf(run, () => 1))).series).toHaveLength(2);
  });

  /*
   * p = k = 2, ϑ = ½, Δ = 0.1, teacher's own units as the start: R relaxes to R_∞ without a plateau on the way. Sixteen replicas at d = 50 and 200 until t = 40: the mean
   * over the tail lies within t₁₅ = 4.07 (99.9 %) standard errors and 10 % of the prediction: O(1/d) in the drift is 2 % at d = 50, and
   * fluctuations of the overlaps about their state at rest count to relative order γ/p.
   */
  it('meets the prediction in a real experiment', async () => {
    const unit = [
      [1, 0],
      [0, 1],
    ];
    const runs = expandExperiment(
      experiment({
        base: {
          delta: 0.5,
          noise: 0.1,
          learningRatePrefactor: 1,
          initial: { kind: 'explicit', Q: unit, M: unit, P: unit },
          times: [0, 10, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40],
        },
        axes: { inputDimension: [50, 200] },
        replicas: 16,
      }),
    );
    const results = await Promise.all(runs.map((run) => execute(run)));
    const [{ points, predicted }] = scalingData(results).series;
    points.forEach(({ risk, standardError }, index) => {
      const tolerance = 4.07 * standardError! + 0.1 * predicted[index].risk;
      expect(Math.abs(risk - predicted[index].risk)).toBeLessThan(tolerance);
    });
  });
});

import { describe, expect, it } from 'vitest';
import { execute, learningRateData, riskOf, stationaryRisk, theoryProblem } from '../../src/index.ts';
import { simulation, theory } from '../sample-runs.ts';
import { resultOf } from './made-up-results.ts';

/** Falls as 1/t to 0.1 at t = 10, and stays there. */
const levelling = (time: number) => (time < 10 ? 1 / Math.max(time, 0.1) : 0.1);
const times = [0, 1, 2, 5, 6.5, 8, 10, 20, 24, 30, 40];

describe('final risk and time against the learning rate', () => {
  it('are ascending in γ, each with its replicas, whichever of γ₀ and δ makes the rate', () => {
    const runs = [
      simulation({ times, learningRatePrefactor: 3 }),
      simulation({ times, learningRatePrefactor: 1, replica: 1 }),
      simulation({ times, learningRatePrefactor: 1 }),
      simulation({ times, delta: 0.5 }),
      theory({ times }),
    ];
    const { series } = learningRateData(
      runs.map((run, index) => resultOf(run, () => 1 + index)),
      [],
    );
    expect(series).toHaveLength(1);
    const { points } = series[0];
    expect(points.map(({ learningRate, replicas }) => [learningRate, replicas])).toEqual([
      [expect.closeTo(2 / Math.sqrt(10), 14), 1],
      [1, 2],
      [3, 1],
    ]);
    expect(points.map(({ delta, regime }) => [delta, regime])).toEqual([
      [0.5, 'perfect-learning'],
      [0, 'plateau'],
      [0, 'plateau'],
    ]);
    expect(points[1].finalRisk).toBeCloseTo(2.5, 14);
    // 3 and 2: half their difference.
    expect(points[1].standardError).toBeCloseTo(0.5, 14);
  });

  it('say when the risk first comes within a factor of 1.5 of its end', () => {
    const [{ points }] = learningRateData([resultOf(simulation({ times }), levelling)], []).series;
    expect(points[0].settled).toBe(true);
    expect(points[0].finalRisk).toBeCloseTo(0.1, 14);
    // 1/t = 0.15, exactly on the straight line in logarithms between t = 6.5 and 8; on the plateau line t counts sweeps.
    expect(points[0].sweepsToFinal).toBeCloseTo(1 / 0.15, 12);
  });

  it('count sweeps in every regime', () => {
    const run = simulation({ times, delta: 0.5 });
    const [{ points, budgets }] = learningRateData([resultOf(run, levelling)], [4 * Math.sqrt(10)]).series;
    // δt = d^{−3/2}: t is √d times ν/d.
    expect(points[0].sweepsToFinal).toBeCloseTo(Math.sqrt(10) / 0.15, 12);
    expect(budgets[0].points[0].risk).toBeCloseTo(0.25, 12);
  });

  it('come from below, too, where the noise of the steps lifts the risk', () => {
    const run = simulation({ times, delta: -0.25 });
    const [{ points }] = learningRateData([resultOf(run, (time) => 0.01 / levelling(time))], []).series;
    expect(points[0].finalRisk).toBeCloseTo(0.1, 14);
    // 0.01 t = 0.1/1.5; bad learning counts ν/d = t d^{−1/2}.
    expect(points[0].sweepsToFinal).toBeCloseTo(10 / 1.5 / Math.sqrt(10), 12);
  });

  it('have no time to an end that is not settled', () => {
    const [{ points }] = learningRateData(
      [resultOf(simulation({ times }), (time) => 1 / (1 + time))],
      [],
    ).series;
    expect(points[0]).toMatchObject({ settled: false, sweepsToFinal: null });
  });

  it('are separate for models that differ in anything else', () => {
    const runs = [simulation({ times }), simulation({ times, noise: 1 }), simulation({ times, seed: 8 })];
    const { series } = learningRateData(
      runs.map((run) => resultOf(run, () => 1)),
      [1],
    );
    expect(series.map(({ parameters }) => [parameters.noise, parameters.seed])).toEqual([
      [0.01, 7],
      [1, 7],
      [0.01, 8],
    ]);
  });
});

describe('the risk after a number of sweeps against the learning rate', () => {
  const rates = [0.25, 0.5, 1, 2, 4];
  /** Slow at small rates, coarse at large ones: 1/(γt) + γ. */
  const results = rates.map((learningRatePrefactor) =>
    resultOf(
      simulation({ times: [0, 1, 4, 8], learningRatePrefactor }),
      (time) => 1 / (learningRatePrefactor * Math.max(time, 1)) + learningRatePrefactor / 4,
    ),
  );

  it('has its optimum between too slow and too coarse', () => {
    const [{ budgets }] = learningRateData(results, [4]).series;
    const [{ points, optimum, least }] = budgets;
    expect(points.map(({ learningRate }) => learningRate)).toEqual(rates);
    expect(points[2].risk).toBe(0.5);
    // 1/(4γ) + γ/4 is symmetric around γ = 1 in the logarithm.
    expect(least).toEqual({ learningRate: 1, risk: 0.5, edge: null });
    expect(optimum?.learningRate).toBeCloseTo(1, 12);
  });

  it('leaves out runs that do not last as long', () => {
    const short = resultOf(simulation({ times: [0, 1], learningRatePrefactor: 8 }), () => 1e-9);
    const [{ budgets }] = learningRateData([...results, short], [1, 8, 9]).series;
    expect(budgets.map(({ points }) => points.length)).toEqual([6, 5, 0]);
    expect(budgets[0].least).toMatchObject({ learningRate: 8, edge: 'largest' });
    expect(budgets[2]).toEqual({ sweeps: 9, points: [], least: null, optimum: null });
  });
});

describe('a sweep of the learning rate that was run', () => {
  it('has the risks of its replicas, and the stationary risk of the finite-d equations beside them', async () => {
    const runs = [0.5, 1].flatMap((learningRatePrefactor) =>
      [0, 1].map((replica) => simulation({ times: [0, 1, 2, 3], learningRatePrefactor, replica })),
    );
    const results = await Promise.all(runs.map((run) => execute(run)));
    const data = learningRateData(results, [2]);
    const [{ points, budgets }] = data.series;
    const risks = results.map((result) => riskOf(result.specification, result.points)[2]);
    expect(budgets[0].points.map(({ risk }) => risk)).toEqual([
      expect.closeTo((risks[0] + risks[1]) / 2, 14),
      expect.closeTo((risks[2] + risks[3]) / 2, 14),
    ]);
    for (const { learningRate, predictedRisk } of points) {
      const run = theory({ learningRatePrefactor: learningRate });
      expect(predictedRisk).toBe(stationaryRisk(theoryProblem(run)).risk);
    }
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
    expect(learningRateData([], [1]).series).toEqual([]);
  });
});

import { RandomStream } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import {
  aggregate,
  compareWithTheory,
  execute,
  expandExperiment,
  theoryComparisons,
  type RunSpecification,
} from '../../src/index.ts';
import { resultOf } from '../figures/made-up-results.ts';
import { experiment } from '../sweeps/sample-experiment.ts';

describe('the significance of a distance from theory', () => {
  it('is that of the least likely time, by Student’s t, times the number of times', () => {
    // Two replicas: Cauchy, P(|T| > t) = 1 − (2/π) arctan t, at t = 1 and −3.
    const { pValue, worstTime } = compareWithTheory(
      aggregate([
        [2, 5],
        [4, 7],
      ]),
      [2, 9],
    );
    expect(worstTime).toBe(1);
    expect(pValue).toBeCloseTo(2 * (1 - (2 / Math.PI) * Math.atan(3)), 14);
  });

  it('takes the replicas at each time into account', () => {
    // Deviations of 3 with four replicas (0.058) and 4 with two (0.156): the smaller one is less likely.
    const values = [-3, -1, 1, 3];
    const spread = Math.sqrt(20 / 3 / 4);
    const curves = values.map((value, index) => [value, ...(index < 2 ? [2 * index - 1] : [])]);
    const { worstTime, deviation } = compareWithTheory(aggregate(curves), [-3 * spread, -4]);
    expect(deviation[0]).toBeCloseTo(3, 12);
    expect(deviation[1]).toBeCloseTo(4, 12);
    expect(worstTime).toBe(0);
  });

  it('is the largest deviation where all are impossible, and unknown where there is nothing to compare', () => {
    const many = Array.from({ length: 60 }, (_, index) => [index % 2, index % 2]);
    expect(compareWithTheory(aggregate(many), [1e3, 1e4])).toMatchObject({ worstTime: 1, pValue: 0 });
    const nothing = compareWithTheory(aggregate([[1, 2]]), [1, 2]);
    expect(nothing.worstTime).toBeNull();
    expect(nothing.pValue).toBeNaN();
  });

  /*
   * 1000 groups of 6 replicas of a random walk of 20 times, whose mean is the theory: p ≤ 0.05 in at most 5 %, whatever the correlation.
   * More than 7.5 % would be 3.6 binomial standard deviations (0.69 %) above, false alarm 1 in 5000; at least 0.3 % shows that it can happen.
   */
  it('gives no more false alarms than it says, for correlated times', () => {
    const stream = RandomStream.fromKey('comparison');
    let alarms = 0;
    for (let group = 0; group < 1000; group++) {
      const curves = Array.from({ length: 6 }, () => {
        let value = 0;
        return Array.from({ length: 20 }, () => (value += stream.normal()));
      });
      if (compareWithTheory(aggregate(curves), new Float64Array(20)).pValue <= 0.05) alarms += 1;
    }
    expect(alarms / 1000).toBeLessThanOrEqual(0.075);
    expect(alarms / 1000).toBeGreaterThan(0.003);
  });
});

describe('the table of comparisons', () => {
  const runs = expandExperiment(
    experiment({
      base: { times: [0, 1, 2] },
      axes: { inputDimension: [10, 20] },
      replicas: 3,
      theory: ['limit', 'finite'],
    }),
  );
  /** Replicas at 1 + (−1, 0, 1)·10⁻³ at t > 0; the limit is far off at d-independent 1.1 from t = 2 on. */
  const madeUp = (run: RunSpecification) =>
    resultOf(run, (time) => {
      if (run.kind === 'simulation') return time === 0 ? 1 : 1 + 1e-3 * (run.replica - 1);
      return run.equations === 'limit' && time === 2 ? 1.1 : 1;
    });

  it('has a row for each simulation and kind of equations, and flags those that differ', () => {
    const rows = theoryComparisons(runs.map(madeUp));
    expect(rows.map(({ parameters, equations }) => [parameters.inputDimension, equations])).toEqual([
      [10, 'limit'],
      [10, 'finite'],
      [20, 'limit'],
      [20, 'finite'],
    ]);
    expect(rows.map(({ significant }) => significant)).toEqual([true, false, true, false]);
    const standardError = 1e-3 / Math.sqrt(3);
    expect(rows[0]).toMatchObject({ replicas: 3, comparedTimes: 2, worstTime: 2 });
    expect(rows[0].largestDeviation! * standardError).toBeCloseTo(0.1, 12);
    expect(rows[0].relativeDifference).toBeCloseTo(1 / 1.1 - 1, 12);
    expect(rows[1]).toMatchObject({ pValue: 1, largestDeviation: 0 });
    expect(JSON.parse(JSON.stringify(rows))).toEqual(rows);
  });

  it('counts its rows as tests', () => {
    // p = 2 · P(|T₂| > 173) = 6.7e-5, four rows.
    const results = runs.map(madeUp);
    const [{ pValue }] = theoryComparisons(results);
    expect(theoryComparisons(results, { level: 4.1 * pValue! })[0].significant).toBe(true);
    expect(theoryComparisons(results, { level: 3.9 * pValue! })[0].significant).toBe(false);
  });

  it('compares at shared times only, and knows nothing from one replica', () => {
    const results = runs.map(madeUp);
    const theory = results.filter(({ specification }) => specification.kind === 'theory');
    const simulations = results.filter(({ specification }) => specification.kind === 'simulation');
    const shorter = theory.map(({ specification }) => madeUp({ ...specification, times: [0, 1] }));
    expect(theoryComparisons([...simulations, ...shorter])[0]).toMatchObject({
      comparedTimes: 1,
      worstTime: 1,
      significant: false,
    });
    const alone = simulations.filter(
      ({ specification }) => specification.kind === 'simulation' && specification.replica === 0,
    );
    expect(theoryComparisons([...alone, ...theory])[0]).toMatchObject({ pValue: null, worstTime: null });
    expect(theoryComparisons([])).toEqual([]);
  });

  /*
   * Sixteen replicas at d = 400 in the region of perfect learning, ϑ = ¼, where the limit equations neglect d^{−¼} = 22 % of the noise. The finite-d
   * equations differ by O(1/d) and O(δt), both below 0.3 %, less than what 16 replicas resolve; flagged by chance in 1 of 100 seeds at most.
   */
  it('tells the limit equations from the finite-d ones in a real experiment', async () => {
    const real = expandExperiment(
      experiment({
        base: {
          inputDimension: 400,
          delta: 0.25,
          noise: 0.1,
          widthPrefactor: 4,
          learningRatePrefactor: 4,
          times: [0, 2, 5, 10, 20],
        },
        replicas: 16,
        theory: ['limit', 'finite'],
      }),
    );
    const rows = theoryComparisons(await Promise.all(real.map((run) => execute(run))));
    expect(rows.map(({ equations, significant }) => [equations, significant])).toEqual([
      ['limit', true],
      ['finite', false],
    ]);
  });
});

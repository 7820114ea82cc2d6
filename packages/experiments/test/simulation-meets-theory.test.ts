import { describe, expect, it } from 'vitest';
import {
  aggregate,
  compareWithTheory,
  execute,
  expandExperiment,
  groupReplicas,
  riskOf,
  theoryPartners,
} from '../src/index.ts';

/*
 * The mean risk of 64 replicas at d = 1000 against the finite-d equations, from the same start.
 *
 * Criterion: |mean − theory| ≤ 4.5 standard errors + 1 % of theory, at each of three times in each of three
 * regimes. 4.5 standard errors are exceeded with probability 3 × 10⁻⁵ (Student's t, 63 degrees of freedom),
 * by one of nine with at most 3 × 10⁻⁴. The 1 % leaves room for what the equations neglect at finite d, which
 * is O(1/d) in the drift and O(δt) in the risk (δt = 0.18 in bad learning, where 4000 replicas show −0.5 % at
 * t = 10). Equations without one of their parts miss by far more: the limit equations of bad learning by 40 %
 * at t = 100.
 */
describe('the simulated mean risk at d = 1000 lies on the finite-d equations', () => {
  it.each([
    ['perfect learning', 0.5, [0.1, 0.3, 1]],
    ['the plateau', 0, [1, 3, 10]],
    ['bad learning', -0.375, [10, 30, 100]],
  ])('in %s', async (_name, delta, times) => {
    const runs = expandExperiment({
      name: 'meeting',
      parts: [
        {
          base: {
            widthPrefactor: 8,
            teacherWidth: 4,
            kappa: 0,
            delta,
            learningRatePrefactor: 8,
            noise: 1e-3,
            inputDimension: 1000,
            times,
          },
          replicas: 64,
          theory: ['finite'],
        },
      ],
    });
    const curves: Float64Array[] = [];
    for (const run of runs) curves.push(riskOf(run, (await execute(run)).points));
    const groups = groupReplicas(runs);
    const simulated = groups.find(({ specification }) => specification.kind === 'simulation')!;
    const [partner] = theoryPartners(simulated, groups);
    const theory = curves[partner.members[0]];
    const statistics = aggregate(simulated.members.map((member) => curves[member]));
    expect(compareWithTheory(statistics, theory).comparedTimes).toBe(times.length);
    times.forEach((_, index) => {
      const tolerance = 4.5 * statistics.standardError[index] + 0.01 * theory[index];
      expect(Math.abs(statistics.mean[index] - theory[index])).toBeLessThanOrEqual(tolerance);
    });
  });
});

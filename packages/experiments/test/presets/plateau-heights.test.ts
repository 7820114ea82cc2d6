import { describe, expect, it } from 'vitest';
import { execute, expandExperiment, findPreset } from '../../src/index.ts';

/*
 * Figure 3 of arXiv:2202.00293 in theory: R at t = 10⁴ for each noise. Ranges over 16 random starts by an
 * independent integrator of the same equations; the height hardly depends on the start, and is ∝ Δ.
 */
const heights = new Map([
  [1e-2, [9.6e-4, 1.08e-3]],
  [1e-3, [1.139e-4, 1.143e-4]],
  [1e-4, [1.14e-5, 1.18e-5]],
]);

describe('the plateau of figure 3', () => {
  const runs = expandExperiment(findPreset('paper/fig3')!).filter(
    (run) => run.kind === 'theory' && run.equations === 'limit',
  );

  it.each([...heights])('lies for Δ = %d within %s', async (noise, [low, high]) => {
    const run = runs.find((candidate) => candidate.noise === noise)!;
    const risk = (await execute(run)).points.data.at(-1);
    expect(risk).toBeGreaterThan(low);
    expect(risk).toBeLessThan(high);
  });

  it('is absent without noise: the risk goes on falling', async () => {
    const { points } = await execute(runs.find(({ noise }) => noise === 0)!);
    expect(points.data.at(-1)).toBeLessThan(1e-6);
  });
});

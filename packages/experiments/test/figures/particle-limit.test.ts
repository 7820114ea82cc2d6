import { describe, expect, it } from 'vitest';
import { execute, expandExperiment, particleLimitData, type RunSpecification } from '../../src/index.ts';
import { experiment } from '../sweeps/sample-experiment.ts';
import { resultOf } from './made-up-results.ts';

const times = [0, 1, 10, 100];

/** Networks whose rate goes with their width, from two starts, beside particles. */
const runsAt = (delta: number) => [
  ...[2, 4, 8].flatMap((p) =>
    expandExperiment(
      experiment({
        base: { widthPrefactor: p, learningRatePrefactor: p, delta, times },
        axes: { seed: [0, 1] },
        theory: ['limit'],
      }),
    ),
  ),
  ...expandExperiment(
    experiment({
      base: { widthPrefactor: 64, learningRatePrefactor: 64, delta, times },
      simulation: false,
      theory: ['mean-field'],
    }),
  ),
];

const limitRisk = (t: number) => 0.1 / (1 + t);

/** Networks relatively off by 1/p at t = 10, and by ±1/√p more from start to start; less elsewhere. */
function madeUp(run: RunSpecification) {
  const isParticles = run.kind === 'theory' && run.equations === 'mean-field';
  const p = run.widthPrefactor;
  const off = isParticles ? 0 : 1 / p + (run.seed === 0 ? 1 : -1) / Math.sqrt(p);
  return resultOf(run, (t) => limitRisk(t) * (1 + (t === 10 ? off : 0.1 * off)));
}

describe('the distance from the particles', () => {
  it('is that of the mean over starts, beside that of a single network', () => {
    const { series } = particleLimitData(runsAt(0.5).map(madeUp));
    expect(series.map(({ source }) => source).sort()).toEqual(['limit', 'simulation']);
    for (const { points, fit, singleFit, expectedExponent, regime } of series) {
      expect([regime, expectedExponent]).toEqual(['perfect-learning', -1]);
      expect(points.map(({ studentWidth, starts }) => [studentWidth, starts])).toEqual([
        [2, 2],
        [4, 2],
        [8, 2],
      ]);
      for (const {
        studentWidth: p,
        distance,
        standardError,
        singleDistance,
        singleStandardError,
      } of points) {
        expect(distance).toBeCloseTo(1 / p, 12);
        // Two starts at ± s/2 from their mean have the standard error s/2.
        expect(standardError).toBeCloseTo(1 / Math.sqrt(p), 12);
        expect(singleDistance).toBeCloseTo(1 / Math.sqrt(p), 12);
        expect(singleStandardError).toBeCloseTo(1 / p, 12);
      }
      expect(fit?.exponent).toBeCloseTo(-1, 10);
      expect(singleFit?.exponent).toBeCloseTo(-0.5, 10);
    }
  });

  it('is expected not to vanish on the plateau line, where particles of the other region serve as well', () => {
    const particles = runsAt(0.5).filter((run) => run.kind === 'theory' && run.equations === 'mean-field');
    const networks = runsAt(0).filter((run) => !(run.kind === 'theory' && run.equations === 'mean-field'));
    const { series } = particleLimitData([...networks, ...particles].map(madeUp));
    expect(series.map(({ regime, expectedExponent }) => [regime, expectedExponent])).toEqual([
      ['plateau', null],
      ['plateau', null],
    ]);
  });

  it('is from the widest particles with the same ratio γ₀/p₀, and from none otherwise', () => {
    const results = runsAt(0.5).map(madeUp);
    const particles = (widthPrefactor: number, learningRatePrefactor: number, value: number) =>
      expandExperiment(
        experiment({
          base: { widthPrefactor, learningRatePrefactor, delta: 0.5, times },
          simulation: false,
          theory: ['mean-field'],
        }),
      ).map((run) => resultOf(run, () => value));
    const same = particleLimitData(results);
    expect(particleLimitData([...results, ...particles(32, 32, 7), ...particles(128, 1, 7)])).toEqual(same);
    const wider = particleLimitData([...results, ...particles(128, 128, 7)]);
    // R/7 − 1 with R from 0.1 down to almost 0.
    expect(wider.series[0].points[0].distance).toBeGreaterThan(0.99);
    const networks = results.filter(({ specification }) => specification.widthPrefactor < 64);
    expect(particleLimitData(networks).series).toEqual([]);
    expect(particleLimitData([...networks, ...particles(64, 32, 7)]).series).toEqual([]);
    expect(particleLimitData([]).series).toEqual([]);
  });

  it('is taken at the times that the particles reach, and has no error for one start', () => {
    const runs = runsAt(0.5).filter((run) => run.seed === 0);
    const early = runs.map((run) => {
      const result = madeUp(run);
      if (run.widthPrefactor < 64) return result;
      return resultOf({ ...run, times: [0, 1] }, limitRisk);
    });
    for (const { points } of particleLimitData(early).series) {
      expect(points[0]).toMatchObject({ starts: 1, standardError: null, singleStandardError: null });
      expect(points[0].distance).toBeCloseTo(0.1 * (1 / 2 + 1 / Math.sqrt(2)), 12);
    }
  });

  /*
   * Eight starts of the limit equations at p = 4 and 32 in both regimes, the same ones, at t = 4, Δ = 0. On the plateau line the variance part
   * adds to R what does not vanish as p grows: it must be there at p = 32 as at p = 4, within a factor of 3, where 1/p would make 8.
   */
  it('keeps a part on the plateau line that does not fall with p', async () => {
    const solved = async (delta: number) => {
      const runs = [4, 32].flatMap((p) =>
        expandExperiment(
          experiment({
            base: {
              widthPrefactor: p,
              learningRatePrefactor: p,
              delta,
              noise: 0,
              times: [4],
              inputDimension: null,
              relativeTolerance: 1e-5,
            },
            axes: { seed: [0, 1, 2, 3, 4, 5, 6, 7] },
            simulation: false,
            theory: ['limit'],
          }),
        ),
      );
      const particles = expandExperiment(
        experiment({
          base: {
            widthPrefactor: 256,
            learningRatePrefactor: 256,
            delta: 0.5,
            noise: 0,
            times: [4],
            inputDimension: null,
          },
          simulation: false,
          theory: ['mean-field'],
        }),
      );
      const results = await Promise.all([...runs, ...particles].map((run) => execute(run)));
      const [{ points }] = particleLimitData(results).series;
      return points.map(({ distance }) => distance);
    };
    const [green, blue] = [await solved(0.5), await solved(0)];
    const extra = blue.map((distance, index) => distance - green[index]);
    expect(extra[1]).toBeGreaterThan(extra[0] / 3);
    expect(blue[1]).toBeGreaterThan(2 * green[1]);
  });
});

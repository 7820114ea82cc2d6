import { describe, expect, it } from 'vitest';
import { escapeData, execute, expandExperiment } from '../../src/index.ts';
import { experiment } from '../sweeps/sample-experiment.ts';
import { resultOf } from './made-up-results.ts';

/* Two units and two teachers as γ → 0 (model.md §10): ε* = p² R* = 0.0116108403, escape rate λ/η = 0.0657498074 at η = γ/p². */
const PLATEAU = 0.0116108403 / 4;
const learningRate = 0.02;
const ESCAPE_RATE = (0.0657498074 * learningRate) / 4;
const base = {
  learningRatePrefactor: learningRate,
  noise: 0,
  initial: { kind: 'sphere' as const },
  times: [0, 1e5, 2e5, 4e5, 8e5],
};

const runs = (axes: object, replicas = 3) =>
  expandExperiment(
    experiment({ base, axes: { inputDimension: [100, 1000, 10000], ...axes }, replicas, theory: ['finite'] }),
  );

/** A risk that falls through half of the plateau at a given time. */
const leavingAt = (time: number) => (t: number) => (t === 0 ? 1 : (0.5 * PLATEAU * time) / t);

describe('the escape from the symmetric plateau', () => {
  it('is when the risk is half of the plateau’s, median over replicas and starts, on a line in ln d', () => {
    const slope = 3e4;
    const timeOf = (d: number) => 1e5 + slope * Math.log(d);
    const results = runs({ seed: [0, 1] }).map((run) =>
      resultOf(
        run,
        leavingAt(timeOf(run.inputDimension!) * (run.kind === 'theory' ? 1.1 : [0.9, 1, 1.2][run.replica])),
      ),
    );
    const { series } = escapeData(results);
    expect(series).toHaveLength(1);
    const [{ points, fit, predicted, expectedSlope, unresolved, parameters }] = series;
    expect(parameters.inputDimension).toBeNull();
    expect(points.map(({ replicas, censored }) => [replicas, censored])).toEqual([
      [6, 0],
      [6, 0],
      [6, 0],
    ]);
    points.forEach(({ inputDimension, time, threshold }, index) => {
      // The finite learning rate moves the plateau, and with it the time of a risk ∝ 1/t, by O(γ/p) = 1 %.
      expect(Math.abs(threshold / (0.5 * PLATEAU) - 1)).toBeLessThan(0.01);
      expect(time * threshold).toBeCloseTo(0.5 * PLATEAU * timeOf(inputDimension), 9);
      expect(predicted[index].time / time).toBeCloseTo(1.1, 12);
    });
    expect(fit?.range).toEqual([Math.log(100), Math.log(10000)]);
    expect((fit!.slope * points[0].threshold) / (0.5 * PLATEAU * slope)).toBeCloseTo(1, 9);
    expect(unresolved).toEqual([]);
    expect(Math.abs(expectedSlope! * 2 * ESCAPE_RATE - 1)).toBeLessThan(0.01);
  });

  it('is known for more than two drawn teachers, whose overlaps differ', () => {
    const results = expandExperiment(
      experiment({ base: { ...base, widthPrefactor: 3, teacherWidth: 3 }, replicas: 2 }),
    ).map((run) => resultOf(run, leavingAt(2e5)));
    const [{ points, expectedSlope }] = escapeData(results).series;
    // K = 3 in model.md §10, with R = ε/p² and η = γ/p².
    expect(Math.abs(points[0].threshold / ((0.5 * 0.0202965887) / 9) - 1)).toBeLessThan(0.02);
    expect(Math.abs((expectedSlope! * 2 * 0.0461178779 * learningRate) / 9 - 1)).toBeLessThan(0.02);
  });

  it('is unknown where more than half of the runs have not left, and counts those that have not', () => {
    const late = 1e7;
    const results = runs({}, 5).map((run) => {
      const replica = run.kind === 'simulation' ? run.replica : 0;
      const stays = run.inputDimension === 10000 ? replica < 3 : replica < 2;
      return resultOf(run, leavingAt(stays ? late : 2e5 + replica));
    });
    const [{ points, unresolved, predicted }] = escapeData(results).series;
    expect(
      points.map(({ inputDimension, censored, replicas }) => [inputDimension, censored, replicas]),
    ).toEqual([
      [100, 2, 5],
      [1000, 2, 5],
    ]);
    expect(unresolved).toEqual([10000]);
    expect(predicted).toEqual([]);
  });

  it('is nothing without a symmetric plateau, and shows what there is', () => {
    const results = runs({}).map((run) => resultOf(run, leavingAt(2e5)));
    const ofSome = escapeData(results.filter(({ specification }) => specification.kind === 'theory'));
    expect(ofSome.series).toMatchObject([{ points: [], fit: null, predicted: [{}, {}, {}] }]);
    expect(escapeData([]).series).toEqual([]);
    const without = (change: object) =>
      escapeData(
        expandExperiment(experiment({ base: { ...base, ...change } })).map((run) =>
          resultOf(run, leavingAt(2e5)),
        ),
      ).series;
    expect(without({ delta: -0.25 })).toEqual([]);
    expect(without({ teacherWidth: 1 })).toEqual([]);
    expect(
      without({
        initial: {
          kind: 'teacher-span',
          teacher: {
            P: [
              [1, 0],
              [0, 2],
            ],
          },
        },
      }),
    ).toEqual([]);
    expect(without({ training: 'lazy' })).toEqual([]);
    // A start in the teacher's span has an asymmetry that does not shrink with d: no slope is expected.
    expect(without({ initial: { kind: 'teacher-span' } })).toMatchObject([{ expectedSlope: null }]);
  });

  /*
   * A small asymmetry ε has grown to ε e^{λt}/√t by t: while units that start distinct become alike, they part more slowly (see `plateauEscape` in
   * ode-theory). Hence λ(t' − t) = ln 10 + ½ ln(t'/t) for a tenth of it, up to terms of relative size 1/(λt)² = 1/200 and what
   * interpolation does between outputs 2 % apart. Without the logarithm it would be 3.5 % more.
   */
  it('takes ln 10/λ longer from a start with a tenth of the asymmetry', async () => {
    const rate = 2;
    const lambda = (0.0657498074 * rate) / 4;
    const started = (perturbation: number) =>
      expandExperiment(
        experiment({
          base: {
            inputDimension: 100000,
            delta: 1,
            learningRatePrefactor: rate,
            noise: 0,
            initial: { kind: 'symmetric', selfOverlap: 0.5, alignment: 0.3, perturbation },
            times: { tMax: 1500, points: 250, from: 10 },
          },
          simulation: false,
          theory: ['finite'],
        }),
      );
    const results = await Promise.all([...started(1e-5), ...started(1e-6)].map((run) => execute(run)));
    const [early, late] = escapeData(results).series.map(({ predicted }) => predicted[0].time);
    const delay = lambda * (late - early) - 0.5 * Math.log(late / early);
    expect(Math.abs(delay / Math.log(10) - 1)).toBeLessThan(0.02);
  });
});

import { describe, expect, it } from 'vitest';
import {
  execute,
  expandExperiment,
  experimentSpecificationSchema,
  partResults,
  phaseDiagramData,
  riskOf,
  stationaryRisk,
  theoryProblem,
  type RunResult,
  type RunSpecification,
} from '../../src/index.ts';
import { simulation, theory } from '../sample-runs.ts';
import { experiment } from '../sweeps/sample-experiment.ts';
import { resultOf } from './made-up-results.ts';

const part = (runs: readonly RunSpecification[], results: readonly RunResult[]) => [
  { label: '', runs, results },
];
const constant = (run: RunSpecification, risk: number) => resultOf(run, () => risk);

describe('cells of the phase diagram', () => {
  it('have the final risk of their replicas, its standard error, and how it began', () => {
    const runs = [0, 1].map((replica) => simulation({ replica }));
    const results = runs.map((run, replica) =>
      resultOf(run, (time) => (time === 0 ? 0.4 : 0.01 + 0.02 * replica)),
    );
    const { cells } = phaseDiagramData(part(runs, results));
    expect(cells).toHaveLength(1);
    // 0.01 and 0.03: mean 0.02, standard deviation √2 × 0.01, over √2.
    expect(cells[0].risk).toBeCloseTo(0.02, 14);
    expect(cells[0].standardError).toBeCloseTo(0.01, 14);
    expect(cells[0]).toMatchObject({
      kappa: 0,
      delta: 0,
      regime: 'plateau',
      inputDimension: 10,
      studentWidth: 2,
      learningRate: 2,
      steps: 30,
      initialRisk: 0.4,
      replicas: 2,
    });
  });

  it('are settled where the risk of every start is', () => {
    const times = [0, 1, 5, 7, 8, 10];
    const settledOf = (...exponents: number[]) => {
      const runs = exponents.map((_, seed) => simulation({ times, seed }));
      const results = runs.map((run, seed) => resultOf(run, (time) => (1 + time) ** exponents[seed]));
      return phaseDiagramData(part(runs, results)).cells[0].settled;
    };
    expect(settledOf(0, 0)).toBe(true);
    expect(settledOf(0, -1)).toBe(false);
    expect(phaseDiagramData(part([simulation()], [])).cells[0].settled).toBe(false);
  });

  it('take the standard error over random starts where there are several', () => {
    const runs = [7, 8, 9].flatMap((seed) => [0, 1].map((replica) => simulation({ seed, replica })));
    const results = runs.map((run, index) => constant(run, [1, 3, 2, 4, 3, 5][index]));
    const [cell] = phaseDiagramData(part(runs, results)).cells;
    // Means over replicas 2, 3, 4.
    expect(cell.risk).toBeCloseTo(3, 14);
    expect(cell.standardError).toBeCloseTo(1 / Math.sqrt(3), 14);
    expect(cell.replicas).toBe(6);
  });

  it('are there without a risk where no run has finished', () => {
    const runs = [0.5, 0, -1].map((delta) => simulation({ delta }));
    const { cells, points } = phaseDiagramData(part(runs, [constant(runs[0], 0.1)]));
    expect(cells.map(({ risk, initialRisk, replicas }) => [risk, initialRisk, replicas])).toEqual([
      [expect.closeTo(0.1, 14), 0.1, 1],
      [null, null, 0],
      [null, null, 0],
    ]);
    expect(points.map(({ regime, runs: count }) => [regime, count])).toEqual([
      ['perfect-learning', 1],
      ['plateau', 1],
      ['no-ode', 1],
    ]);
  });

  it('show the largest d of a place, and the first parameter point there', () => {
    const runs = [
      simulation(),
      simulation({ inputDimension: 30 }),
      simulation({ inputDimension: 30, noise: 1 }),
      theory({ delta: 1 }),
    ];
    const results = runs.map((run, index) => constant(run, 1 + index));
    const { cells, points } = phaseDiagramData(part(runs, results));
    expect(cells.map(({ inputDimension, risk }) => [inputDimension, risk])).toEqual([[30, 2]]);
    expect(points.map(({ delta, runs: count }) => [delta, count])).toEqual([
      [0, 3],
      [1, 1],
    ]);
  });
});

describe('a run that several parts ask for', () => {
  it('counts once', () => {
    const run = simulation();
    const result = constant(run, 1);
    const { cells, points } = phaseDiagramData([...part([run], [result]), ...part([{ ...run }], [result])]);
    expect(points.map(({ runs }) => runs)).toEqual([1]);
    expect(cells.map(({ replicas }) => replicas)).toEqual([1]);
  });
});

describe('what the theory predicts for a cell', () => {
  /** Enough late times to see whether a risk has come to rest. */
  const resting = [0, 1, 6, 8, 10];

  it('is the risk of the finite-d theory run for the same start at the time at which the simulation ends', () => {
    const runs = [
      simulation({ times: [0, 1, 2] }),
      theory({ equations: 'limit' }),
      theory({ times: [0, 1, 4], equations: 'finite' }),
      theory({ times: [0, 1, 4], equations: 'finite', seed: 8 }),
    ];
    // 1/t at the finite d: halfway between ln 1 and ln 4 lies ln 2.
    const results = [
      constant(runs[0], 1),
      constant(runs[1], 3),
      resultOf(runs[2], (time) => 1 / time),
      constant(runs[3], 3),
    ];
    const [cell] = phaseDiagramData(part(runs, results)).cells;
    expect(cell.predictedRisk).toBeCloseTo(0.5, 14);
    expect(cell.prediction).toBe('theory-run');
  });

  it('is the risk of particles of the same width where wide networks learn, mean over their seeds', () => {
    const wide = { widthPrefactor: 300, learningRatePrefactor: 300, delta: 0.5 };
    const particles = { ...wide, equations: 'mean-field' as const };
    const runs = [
      simulation({ ...wide, times: [0, 1, 2], noise: 1 }),
      ...[1, 2].map((seed) => theory({ ...particles, times: [0, 1, 4], seed })),
      theory({ ...particles, widthPrefactor: 200 }),
      simulation({ ...wide, times: [0, 1, 2], delta: 0 }),
      theory({ ...particles, delta: 0 }),
    ];
    const results = runs.map((run) => resultOf(run, (time) => run.seed / time));
    const { cells } = phaseDiagramData(part(runs, results));
    // At t = 2, halfway in the logarithm: ½ and 1.
    expect(cells[0].predictedRisk).toBeCloseTo(0.75, 14);
    expect(cells.map(({ prediction }) => prediction)).toEqual(['mean-field-run', null]);
  });

  it('is where the equations end by the phase report where no theory was run', () => {
    const run = simulation({ learningRatePrefactor: 0.5, times: resting });
    const [cell] = phaseDiagramData(part([run], [constant(run, 1e-3)])).cells;
    const { risk } = stationaryRisk(theoryProblem(theory({ learningRatePrefactor: 0.5 })));
    expect(cell.prediction).toBe('phase-report');
    expect((cell.predictedRisk ?? 0) / risk).toBeCloseTo(1, 3);
  });

  it('is nothing without a theory run where the risk has not come to rest: the report speaks of its end', () => {
    const run = simulation({ learningRatePrefactor: 0.5, times: resting });
    const falling = resultOf(run, (time) => 1 / (1 + time));
    const [cell] = phaseDiagramData(part([run], [falling])).cells;
    expect(cell).toMatchObject({ settled: false, predictedRisk: null, prediction: null });
  });

  it('is nothing where there are no equations, or none that the report knows', () => {
    const runs = [
      simulation({ times: resting, delta: -1 }),
      simulation({ times: resting, training: 'lazy', kappa: 0.1 }),
      simulation({ times: resting, activation: 'relu', delta: 0.1 }),
    ];
    const results = runs.map((run) => constant(run, 1e-3));
    const { cells } = phaseDiagramData(part(runs, results));
    expect(cells.map(({ settled }) => settled)).toEqual([true, true, true]);
    expect(cells.map(({ predictedRisk, prediction }) => [predictedRisk, prediction])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
  });

  it('comes without following the equations for wide networks', () => {
    const run = simulation({ widthPrefactor: 400, delta: 0.5, times: resting });
    const [cell] = phaseDiagramData(part([run], [constant(run, 1e-3)])).cells;
    const learningRate = 2 / Math.sqrt(10);
    // γΔ/(2π√3 p), model.md §10, up to order γ/p.
    const closed = (learningRate * 0.01) / (2 * Math.PI * Math.sqrt(3) * 400);
    expect(Math.abs((cell.predictedRisk ?? 0) / closed - 1)).toBeLessThan((10 * learningRate) / 400);
  });
});

describe('a phase diagram of an experiment', () => {
  const specification = experimentSpecificationSchema.parse(
    experiment({ axes: { delta: [0.5, 0, -0.25, -1] }, replicas: 2, theory: [], base: { times: [0, 0.5] } }),
  );

  it('is drawn from what was run', async () => {
    const results = await Promise.all(expandExperiment(specification).map((run) => execute(run)));
    const data = phaseDiagramData(partResults(specification, {}, results));
    expect(data.points.map(({ runs }) => runs)).toEqual([2, 2, 2, 2]);
    expect(data.cells).toHaveLength(4);
    for (const [index, cell] of data.cells.entries()) {
      const [a, b] = results
        .slice(2 * index, 2 * index + 2)
        .map((run) => riskOf(run.specification, run.points));
      expect(cell.initialRisk).toBe(a[0]);
      expect(cell.risk).toBeCloseTo((a[1] + b[1]) / 2, 14);
    }
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });
});

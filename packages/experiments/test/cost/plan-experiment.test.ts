import { describe, expect, it } from 'vitest';
import {
  estimateWork,
  expandExperiment,
  planExperiment,
  runIdentity,
  scheduleLength,
  stepOfTime,
} from '../../src/index.ts';

const experiment = {
  name: 'planned',
  parts: [
    {
      base: {
        widthPrefactor: 8,
        teacherWidth: 4,
        kappa: 0,
        delta: 0,
        learningRatePrefactor: 8,
        noise: 1e-3,
        times: [0, 10],
      },
      axes: { inputDimension: [100, 1000] },
      replicas: 3,
      theory: ['limit' as const],
    },
  ],
};
const runs = expandExperiment(experiment);

describe('the plan of an experiment', () => {
  it('lists every parameter point with its runs and steps, theory without steps', () => {
    const { points, runs: total, steps } = planExperiment(experiment);
    expect(points.map((point) => [point.description.kind, point.runs, point.steps])).toEqual([
      ['theory', 1, null],
      ['simulation', 3, 1000],
      ['simulation', 3, 10_000],
    ]);
    expect(total).toBe(7);
    expect(steps).toBe(33_000);
  });

  it('takes two replicas of the projected engine as one job, and every run of the direct engine as one', () => {
    const [, simulated] = planExperiment(experiment).points;
    const work = estimateWork(runs.find(({ kind }) => kind === 'simulation')!);
    expect(simulated.jobs).toEqual([work, work]);
    const direct = structuredClone(experiment);
    Object.assign(direct.parts[0].base, { engine: 'direct' });
    expect(planExperiment(direct).points[1].jobs).toHaveLength(3);
  });

  it('leaves out what is finished', () => {
    const finished = new Set(runs.filter(({ inputDimension }) => inputDimension === 1000).map(runIdentity));
    const plan = planExperiment(experiment, (identity) => finished.has(identity));
    expect(plan.finished).toBe(finished.size);
    const left = runs.filter((run) => !finished.has(runIdentity(run)));
    const steps = left.map((run) => (run.kind === 'simulation' ? stepOfTime(run, 1)! : 0));
    expect(plan.steps).toBe(steps.reduce((sum, value) => sum + value, 0));
    expect(planExperiment(experiment, () => true)).toMatchObject({ steps: 0, work: 0, longestJob: 0 });
  });

  it('needs the weights for the direct engine, and no more at large d for the projected one', () => {
    const memory = (engine: 'direct' | 'projected', inputDimension: number) => {
      const one = structuredClone(experiment);
      Object.assign(one.parts[0].base, { engine });
      one.parts[0].axes.inputDimension = [inputDimension];
      return planExperiment(one).points[1].memory;
    };
    expect(memory('direct', 10_000)).toBeGreaterThan(8 * 12 * 10_000);
    expect(memory('projected', 10_000)).toBe(memory('projected', 1_000_000));
  });
});

describe('a schedule', () => {
  it('gives the longest job to the thread that is free first', () => {
    expect(scheduleLength([5, 4, 3, 3, 3], 2)).toBe(10);
    expect(scheduleLength([10, 1, 1], 2)).toBe(10);
    expect(scheduleLength([], 4)).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { describeRun, groupReplicas, theoryPartners } from '../../src/index.ts';
import { simulation, theory } from '../sample-runs.ts';

describe('grouping replicas', () => {
  it('puts runs that differ in their replica number together, by that number', () => {
    const runs = [simulation({ replica: 1 }), theory(), simulation({ noise: 1 }), simulation({ replica: 0 })];
    const groups = groupReplicas(runs);
    expect(groups.map(({ members }) => members)).toEqual([[3, 0], [1], [2]]);
    expect(groups[0].specification).toEqual(runs[3]);
  });
});

describe('the theory partners of a simulation', () => {
  const limit = theory({ equations: 'limit', times: [0, 9] });
  const runs = [
    simulation({ inputDimension: 10 }),
    simulation({ inputDimension: 20 }),
    theory({ inputDimension: 20 }),
    theory({ inputDimension: 10 }),
    limit,
    theory({ noise: 1 }),
    theory({ seed: 1 }),
  ];
  const groups = groupReplicas(runs);

  it('are the curves of its own model and start: the limit of every d, the finite-d curve of its own', () => {
    expect(theoryPartners(groups[0], groups).map(({ specification }) => specification)).toEqual([
      limit,
      runs[3],
    ]);
    expect(theoryPartners(groups[1], groups).map(({ specification }) => specification)).toEqual([
      limit,
      runs[2],
    ]);
  });

  it('are the gradient flow of every d too, unless time is counted by the variance', () => {
    const flow = theory({ equations: 'gradient-flow' });
    expect(flow.inputDimension).toBeNull();
    const all = groupReplicas([...runs, flow]);
    expect(theoryPartners(all[0], all).at(-1)?.specification).toEqual(flow);
    expect(theory({ equations: 'gradient-flow', delta: -0.25 }).inputDimension).toBe(10);
  });

  it('need the same d when the start is drawn in d dimensions', () => {
    const initial = { kind: 'sphere' as const };
    const drawn = groupReplicas([
      simulation({ initial }),
      theory({ initial, equations: 'limit', inputDimension: 20 }),
      theory({ initial, equations: 'limit' }),
    ]);
    expect(theoryPartners(drawn[0], drawn)).toEqual([drawn[2]]);
  });
});

describe('describing a run', () => {
  it('says what it is in one line and in fields', () => {
    const description = describeRun(simulation({ delta: 0.5, replica: 2 }));
    expect(description.label).toBe('perfect learning · Δ = 0.01 · d = 10 · simulation, replica 2');
    expect(description).toMatchObject({
      regime: 'perfect-learning',
      regimeTheta: 0.5,
      studentWidth: 2,
      gamma0: 2,
    });
    expect(describeRun(theory({ equations: 'limit' })).label).toBe('plateau · Δ = 0.01 · limit theory');
    expect(describeRun(simulation({ delta: -1 })).regime).toBe('no-ode');
  });
});

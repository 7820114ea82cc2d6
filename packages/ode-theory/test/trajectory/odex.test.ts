import { createRequire } from 'node:module';
import { populationRisk } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { packState, rightHandSide, solve, unpackState } from '../../src/index.ts';
import { genericOverlaps, teacherSpan } from '../support/overlaps.ts';

interface OdexSolver {
  relativeTolerance: number;
  absoluteTolerance: number;
  maxSteps: number;
  solve(
    f: (x: number, y: number[]) => number[],
    from: number,
    start: number[],
    to: number,
  ): { outcome: number; y: number[] };
}

const { Solver } = createRequire(import.meta.url)('odex') as {
  Solver: new (dimension: number) => OdexSolver;
};

describe('the trajectory is the one that extrapolation (odex) finds with the same right-hand side', () => {
  it.each([
    ['generic start, plateau', genericOverlaps(4, 2, 'odex'), { gradient: 1, variance: 1 }, 1e-3, 60],
    ['span of the teacher, gradient flow', teacherSpan(3, 2, 'odex'), { gradient: 1, variance: 0 }, 0, 200],
    ['bad learning', genericOverlaps(3, 3, 'odex'), { gradient: 0, variance: 0.5 }, 0.1, 300],
    ['finite d', teacherSpan(2, 2, 'odex'), { gradient: 1, variance: 0.1 }, 1e-2, 150],
  ] as const)('%s', (_, initial, weights, noise, endTime) => {
    const start = packState(initial);
    const field = rightHandSide({ ...initial, noise }, weights);
    const solver = new Solver(start.length);
    solver.relativeTolerance = solver.absoluteTolerance = 1e-13;
    solver.maxSteps = 100_000;
    const derivative = new Float64Array(start.length);
    const independent = solver.solve(
      (_x, y) => {
        field(Float64Array.from(y), derivative);
        return [...derivative];
      },
      0,
      [...start],
      endTime,
    );
    expect(independent.outcome).toBe(0);
    const ours = solve({ initial, weights, noise, times: [endTime], relativeTolerance: 1e-11 });
    const state = packState(ours.orderParameters[0]);
    state.forEach((value, x) => expect(Math.abs(value - independent.y[x])).toBeLessThan(1e-9));
    const risk = populationRisk(unpackState(Float64Array.from(independent.y), initial));
    expect(Math.abs(ours.risk[0] - risk)).toBeLessThan(1e-7 * risk + 1e-12);
  });
});

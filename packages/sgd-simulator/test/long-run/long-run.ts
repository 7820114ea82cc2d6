import { RandomStream } from '@crossover/math-core';
import { expect } from 'vitest';
import {
  createEnsemble,
  drawInitialCondition,
  type Ensemble,
  type SimulationModel,
} from '../../src/index.ts';
import { largestDifference, spectrum } from '../matrices.ts';

/** How often a run is looked at. */
const LOOKS = 50;
/** Below zero an eigenvalue of Ω may be this much of the largest one: what computing it from the factor and the solver round. */
const ROUND_OFF_OF_EIGENVALUES = 1e-14;
/** R is a sum of arcsines of order one that cancel; nothing below this means anything. */
const FLOOR_OF_RISK = 1e-16;
/** How near the overlaps come to those of teachers, once R is at its floor: a few hundred roundings. */
const FLOOR_OF_OVERLAPS = 1e-12;

const sizes = { studentWidth: 4, teacherWidth: 4, inputDimension: 50 };

/** Two replicas of a noiseless run, looked at regularly; Ω must be positive semidefinite at every look. */
function watch(model: SimulationModel, steps: number, look: (ensemble: Ensemble, replica: number) => void) {
  const streams = [0, 1].map((replica) => RandomStream.fromKey('long run').split(replica));
  const ensemble = createEnsemble('projected', model, streams);
  for (let part = 0; part < LOOKS; part++) {
    ensemble.advance(steps / LOOKS);
    streams.forEach((_, replica) => {
      const { smallest, largest } = spectrum(ensemble.orderParameters(replica));
      expect(smallest).toBeGreaterThan(-ROUND_OFF_OF_EIGENVALUES * largest);
      look(ensemble, replica);
    });
  }
  expect(ensemble.step).toBe(steps);
}

/**
 * Four students inside the span of four teachers learn them exponentially fast (model.md §9): from the fifth part of the run on
 * the risk must be at its round-off floor and stay there, with every student on its teacher.
 */
export function expectToLearnAndStay(steps: number): void {
  const initial = drawInitialCondition(
    { kind: 'teacher-span' },
    sizes,
    RandomStream.fromKey('long run/span'),
  );
  watch({ ...sizes, learningRate: 4, noise: 0, initial }, steps, (ensemble, replica) => {
    if (ensemble.step < steps / 5) return;
    expect(Math.abs(ensemble.populationRisk(replica))).toBeLessThan(FLOOR_OF_RISK);
    const { Q, M, P } = ensemble.orderParameters(replica);
    expect(largestDifference(P, initial.P)).toBe(0);
    const nearest = M.map(Math.round);
    for (let r = 0; r < 4; r++) {
      expect(
        [0, 1, 2, 3].reduce((sum, i) => sum + nearest[4 * i + r], 0),
        `students on teacher ${r}`,
      ).toBe(1);
    }
    expect(largestDifference(M, nearest)).toBeLessThan(FLOOR_OF_OVERLAPS);
    expect(largestDifference(Q, P)).toBeLessThan(FLOOR_OF_OVERLAPS);
  });
}

/**
 * Twice as many students as teachers learn algebraically (model.md §9): Ω becomes singular ever more slowly, with R as small
 * as its smallest eigenvalue, and both must go on falling.
 */
export function expectToGoOnLearning(steps: number): void {
  const wide = { ...sizes, studentWidth: 8 };
  const initial = drawInitialCondition({ kind: 'teacher-span' }, wide, RandomStream.fromKey('long run/span'));
  const least = [Infinity, Infinity];
  const risks = [Infinity, Infinity];
  let early = Infinity;
  watch({ ...wide, learningRate: 8, noise: 0, initial }, steps, (ensemble, replica) => {
    const { smallest } = spectrum(ensemble.orderParameters(replica));
    expect(smallest).toBeGreaterThan(0);
    least[replica] = smallest;
    risks[replica] = ensemble.populationRisk(replica);
    if (ensemble.step === steps / 10) early = risks[replica];
  });
  for (const replica of [0, 1]) {
    // R ∝ t⁻² (model.md §9) is a hundredth; a run whose factor lost its small pivots would stand still.
    expect(risks[replica]).toBeLessThan(early / 30);
    expect(risks[replica]).toBeGreaterThan(0);
    expect(least[replica]).toBeLessThan(10 * risks[replica]);
  }
}

/**
 * At learning rate zero every step rotates the factor and must leave Ω as it was. An entry of the factor is rounded some
 * 8 (p + 1) times a step; if the signs are independent an overlap wanders by √(8 (p + 1) · steps) · 2⁻⁵³, and four times that
 * is the criterion. A preferred sign would show: at 10⁹ steps, a thousandth of a rounding a step.
 */
export function expectNotToDrift(steps: number): void {
  const small = { ...sizes, studentWidth: 2, teacherWidth: 2 };
  const initial = drawInitialCondition({ kind: 'sphere' }, small, RandomStream.fromKey('long run/rest'));
  watch({ ...small, learningRate: 0, noise: 0, initial }, steps, (ensemble, replica) => {
    const wander = 4 * Math.sqrt(8 * (small.studentWidth + 1) * ensemble.step) * 2 ** -53;
    const { Q, M } = ensemble.orderParameters(replica);
    expect(largestDifference(Q, initial.Q)).toBeLessThan(wander);
    expect(largestDifference(M, initial.M)).toBeLessThan(1e-15);
  });
}

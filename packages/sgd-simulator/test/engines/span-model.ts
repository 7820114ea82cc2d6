import { RandomStream } from '@crossover/math-core';
import { drawInitialCondition, type SimulationModel } from '../../src/index.ts';

/** Three students inside the span of two teachers, with something changed. */
export function spanModel(overrides: Partial<SimulationModel> = {}): SimulationModel {
  const sizes = { studentWidth: 3, teacherWidth: 2, inputDimension: 20 };
  const initial = drawInitialCondition(
    { kind: 'teacher-span' },
    sizes,
    RandomStream.fromKey('engines/start'),
  );
  return { ...sizes, learningRate: 3, noise: 0.01, initial, ...overrides };
}

import {
  normalizeRunSpecification,
  type RunInput,
  type SimulationSpecification,
  type TheorySpecification,
} from '../src/index.ts';

type SimulationInput = Extract<RunInput, { kind: 'simulation' }>;
type TheoryInput = Extract<RunInput, { kind: 'theory' }>;

const model = {
  widthPrefactor: 2,
  teacherWidth: 2,
  kappa: 0,
  delta: 0,
  learningRatePrefactor: 2,
  noise: 0.01,
  inputDimension: 10,
  seed: 7,
};

/** A simulation of a few steps, with whatever the test is about overridden. */
export function simulation(overrides: Partial<SimulationInput> = {}): SimulationSpecification {
  const input = { kind: 'simulation', ...model, times: [0, 0.5, 1, 3], ...overrides };
  return normalizeRunSpecification(input) as SimulationSpecification;
}

/** A theory curve of a few output times, with whatever the test is about overridden. */
export function theory(overrides: Partial<TheoryInput> = {}): TheorySpecification {
  const input = { kind: 'theory', ...model, equations: 'finite', times: [0, 0.5, 1, 3], ...overrides };
  return normalizeRunSpecification(input) as TheorySpecification;
}

import type { ExperimentInput } from '../../src/index.ts';

type PartInput = ExperimentInput['parts'][number];

const base = {
  widthPrefactor: 2,
  teacherWidth: 2,
  kappa: 0,
  delta: 0,
  learningRatePrefactor: 2,
  noise: 0.01,
  inputDimension: 10,
  times: [0, 1],
};

/** An experiment of one part, with whatever the test is about overridden. */
export function experiment(part: Partial<PartInput> = {}): ExperimentInput {
  return { name: 'sample', parts: [{ ...part, base: { ...base, ...part.base } }] };
}

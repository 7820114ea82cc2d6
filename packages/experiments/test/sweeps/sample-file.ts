import { ExperimentFileError, parseExperiment } from '../../src/index.ts';

/** A sweep of one part in the short form. */
export const short = `# A sweep in ten lines.
name: noise-sweep
base:
  {widthPrefactor: 4, teacherWidth: 2, kappa: 0, delta: 0, learningRatePrefactor: 4,
   times: {tMax: 10, points: 8, unit: sweeps}}
axes:
  inputDimension: [100, 1e3]
  noise: [0, 1e-3]
replicas: 2
theory: [finite]
`;

/** The faults that are found in a text. */
export function failure(text: string, name = 'sweep.yaml'): ExperimentFileError {
  try {
    parseExperiment(text, { name });
  } catch (error) {
    if (error instanceof ExperimentFileError) return error;
    throw error;
  }
  throw new Error('the text was accepted');
}

/** Faults as `line:column path message`. */

import type { CurveParameters } from '../src/index.ts';

/** Two students of two teachers: the parameters of tests about single units. */
export const twoUnits: CurveParameters = {
  inputDimension: 1000,
  studentWidth: 2,
  teacherWidth: 2,
  widthPrefactor: 2,
  kappa: 0,
  delta: 0,
  learningRatePrefactor: 2,
  noise: 0,
  start: 'sphere',
  seed: 1,
};

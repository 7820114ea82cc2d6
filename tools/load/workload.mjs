import { estimateWork, expandExperiment, experimentSpecificationSchema } from '@crossover/experiments';

/** The experiments that the measurements submit. many short simulations of the smallest size. */
export function shortRuns(count, seed) {
  return {
    name: `load-${seed}`,
    title: `${count} short runs`,
    question: 'How many runs a second does the coordinator keep up with?',
    parts: [
      {
        base: {
          widthPrefactor: 2,
          teacherWidth: 2,
          kappa: 0,
          delta: 0,
          learningRatePrefactor: 1,
          noise: 0.01,
          inputDimension: 20,
          seed,
          observables: 'risk',
          times: { tMax: 1, points: 4 },
        },
        replicas: count,
        theory: [],
      },
    ],
  };
}

const MICROSECONDS = 1e6;
const TRIAL_TIME = 1000;

/** Simulations that take a core about so many seconds each. */
export function longRuns(count, seconds, seed) {
  const [trial] = expandExperiment(experimentSpecificationSchema.parse(longExperiment(1, TRIAL_TIME, seed)));
  return longExperiment(count, (TRIAL_TIME * seconds * MICROSECONDS) / estimateWork(trial), seed);
}

function longExperiment(count, tMax, seed) {
  return {
    name: `load-long-${seed}`,
    title: `${count} runs of about a second`,
    question: 'How much of their time do local threads compute?',
    parts: [
      {
        base: {
          widthPrefactor: 8,
          teacherWidth: 4,
          inputDimension: 300,
          kappa: 0,
          delta: 0,
          learningRatePrefactor: 8,
          noise: 1e-3,
          seed,
          observables: 'risk',
          times: { tMax, points: 40 },
        },
        replicas: count,
        theory: [],
      },
    ],
  };
}

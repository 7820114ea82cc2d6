import {
  encodeRunResult,
  execute,
  expandExperiment,
  experimentSpecificationSchema,
  runIdentity,
  type ExperimentInput,
} from '@crossover/experiments';

/** Two simulations and a theory curve: long enough (a few seconds) to be killed in the middle. */
export const workload: ExperimentInput = {
  name: 'killed-processes',
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
        seed: 5,
        times: { tMax: 15_000, points: 40 },
        observables: 'overlaps',
      },
      replicas: 2,
      theory: ['limit'],
    },
  ],
};

/** What the same runs give undisturbed, in this process: encoded results by run identity. */
export async function undisturbed(input: ExperimentInput): Promise<Map<string, Uint8Array>> {
  const results = new Map<string, Uint8Array>();
  for (const run of expandExperiment(experimentSpecificationSchema.parse(input))) {
    results.set(runIdentity(run), encodeRunResult(await execute(run)));
  }
  return results;
}

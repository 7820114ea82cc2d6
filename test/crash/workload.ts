import {
  encodeRunResult,
  execute,
  expandExperiment,
  experimentSpecificationSchema,
  runIdentity,
  type ExperimentInput,
} from '@crossover/experiments';

/** A few runs, simulation and theory, of some seconds each: long enough to be killed in the middle. */
export function workload(name: string, noise: number): ExperimentInput {
  return {
    name,
    parts: [
      {
        base: {
          widthPrefactor: 8,
          teacherWidth: 4,
          inputDimension: 300,
          kappa: 0,
          delta: 0,
          learningRatePrefactor: 8,
          noise,
          seed: 5,
          times: { tMax: 20_000, points: 40 },
          observables: 'overlaps',
        },
        replicas: 2,
        theory: ['limit'],
      },
    ],
  };
}

/** What the same runs give undisturbed, in this process: encoded results by run identity. */
export async function undisturbed(input: ExperimentInput): Promise<Map<string, Uint8Array>> {
  const results = new Map<string, Uint8Array>();
  for (const run of expandExperiment(experimentSpecificationSchema.parse(input))) {
    results.set(runIdentity(run), encodeRunResult(await execute(run)));
  }
  return results;
}

import {
  digest,
  encodeRunResult,
  execute,
  expandExperiment,
  experimentSpecificationSchema,
  riskOf,
  runIdentity,
  type ExperimentInput,
} from '@crossover/experiments';

/** Simulations of some seconds that leave checkpoints, and a theory curve. */
export const workload: ExperimentInput = {
  name: 'drill',
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
        times: { tMax: 3000, points: 40 },
        observables: 'overlaps',
      },
      replicas: 4,
      theory: ['limit'],
    },
  ],
};

export interface UndisturbedRun {
  readonly bytes: Uint8Array;
  readonly digest: string;
  readonly risk: readonly number[];
}

/** What the runs give when nothing happens to them: computed in this process, without a coordinator. */
export async function undisturbedRuns(): Promise<ReadonlyMap<string, UndisturbedRun>> {
  const runs = new Map<string, UndisturbedRun>();
  for (const run of expandExperiment(experimentSpecificationSchema.parse(workload))) {
    const result = await execute(run);
    const bytes = encodeRunResult(result);
    const risk = Array.from(riskOf(run, result.points));
    runs.set(runIdentity(run), { bytes, digest: digest(bytes), risk });
  }
  return runs;
}

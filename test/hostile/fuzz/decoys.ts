import {
  encodeRunResult,
  execute,
  expandExperiment,
  experimentSpecificationSchema,
  runIdentity,
} from '@crossover/experiments';
import type { Random } from './random.ts';

/** An experiment whose runs take a few milliseconds. Equal seeds give equal runs. */
export function smallExperiment(name: string, firstSeed: number, replicas: number, tMax = 20) {
  return {
    name,
    parts: [
      {
        base: {
          widthPrefactor: 4,
          teacherWidth: 2,
          inputDimension: 50,
          kappa: 0,
          delta: 0,
          learningRatePrefactor: 4,
          noise: 1e-3,
          times: { tMax, points: TIME_POINTS },
          seed: firstSeed,
        },
        replicas,
      },
    ],
  };
}

export const TIME_POINTS = 10;

/** Of these there are few, so that a long campaign submits the same again and again. */
const DECOYS = 24;

export function decoySpecification(number: number) {
  return smallExperiment('decoy', 1000 + 10 * number, 3);
}

export function decoySubmission(random: Random): object {
  const specification = decoySpecification(random.below(DECOYS));
  const options = {
    ...(random.chance(0.3) ? { priority: random.pick(['low', 'normal', 'high']) } : {}),
    ...(random.chance(0.1) ? { verify: random.pick([0, 0.5, 1]) } : {}),
  };
  return random.chance(0.02) ? { preset: 'none', ...options } : { specification, ...options };
}

/** The right bytes of every decoy's runs, by the id of the run: with them a hostile node may also complete one. */
export async function decoyResults(): Promise<ReadonlyMap<string, Uint8Array>> {
  const results = new Map<string, Uint8Array>();
  for (let number = 0; number < DECOYS; number += 1) {
    const specification = experimentSpecificationSchema.parse(decoySpecification(number));
    for (const run of expandExperiment(specification)) {
      results.set(runIdentity(run), encodeRunResult(await execute(run)));
    }
  }
  return results;
}

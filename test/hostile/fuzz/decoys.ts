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
          times: { tMax, points: 10 },
          seed: firstSeed,
        },
        replicas,
      },
    ],
  };
}

/** Of these there are few, so that a long campaign submits the same again and again. */
const DECOYS = 24;

export function decoySpecification(number: number) {
  return smallExperiment('decoy', 1000 + 10 * number, 3);
}

export function decoySubmission(random: Random): object {
  const specification = decoySpecification(random.below(DECOYS));
  const options = random.chance(0.3) ? { priority: random.pick(['low', 'normal', 'high']) } : {};
  return random.chance(0.02) ? { preset: 'none', ...options } : { specification, ...options };
}

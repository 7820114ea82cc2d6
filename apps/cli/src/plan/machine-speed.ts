import { estimateWork, executeTogether, normalizeRunSpecification } from '@crossover/experiments';
import type { SimulationSpecification } from '@crossover/experiments';

/** Rounds of which the fastest counts: what else the machine does only makes a round slower. */
const ROUNDS = 5;

/** Some 60 ms of the projected engine where the cost model was fitted. */
const sample = normalizeRunSpecification({
  kind: 'simulation',
  widthPrefactor: 8,
  teacherWidth: 4,
  kappa: 0,
  delta: 0,
  learningRatePrefactor: 8,
  noise: 1e-3,
  inputDimension: 1000,
  times: [0, 130],
}) as SimulationSpecification;

/**
 * Seconds that this machine takes for a unit of work of the cost model, measured on a pair of replicas: about 10⁻⁶ where the model
 * was fitted. Takes a third of a second.
 */
export async function measureSecondsPerWork(): Promise<number> {
  let fastest = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const startedAt = performance.now();
    await executeTogether([sample, { ...sample, replica: 1 }], [{}, {}]);
    fastest = Math.min(fastest, (performance.now() - startedAt) / 1000);
  }
  return fastest / estimateWork(sample);
}

import { estimateWork, execute, executeTogether, normalizeRunSpecification } from '@crossover/experiments';

/**
 * Whole runs as they are carried out, starts and records included, two replicas of the projected engine together. A unit is one of the
 * cost model's: its time is the same for all runs as far as the model is right.
 */
export function runContender({ specification }) {
  const run = normalizeRunSpecification(specification);
  const pair = run.kind === 'simulation' && run.engine === 'projected';
  const once = () => (pair ? executeTogether([run, { ...run, replica: 1 }], [{}, {}]) : execute(run));
  const work = estimateWork(run);
  return {
    unitsPerWork: work,
    secondsPerUnit: async (count) => {
      const started = performance.now();
      for (let index = 0; index < count; index++) await once();
      return (performance.now() - started) / 1000 / count / work;
    },
  };
}

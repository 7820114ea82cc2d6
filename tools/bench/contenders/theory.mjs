import { workOf } from '../theory-work.mjs';

/** Work of ode-theory on this thread; a unit is one evaluation of a right-hand side or one whole trajectory. */
export function theoryContender(definition) {
  const work = workOf(definition);
  return {
    unitsPerWork: 1,
    secondsPerUnit: (count) => {
      const started = performance.now();
      work.perform(count);
      return (performance.now() - started) / 1000 / count;
    },
    outcome: work.outcome,
  };
}

import { ensembleOf } from '../ensemble.mjs';

/** An ensemble of `replicas` on this thread; a unit is one step of one of them. */
export function simulatorContender({ engine, model, replicas }) {
  const ensemble = ensembleOf(engine, model, replicas);
  return {
    unitsPerWork: replicas,
    secondsPerUnit: (steps) => {
      const started = performance.now();
      ensemble.advance(steps);
      return (performance.now() - started) / 1000 / (steps * replicas);
    },
  };
}

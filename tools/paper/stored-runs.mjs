/** Finished runs of a results folder, and the curves that the figures of the paper are compared by. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expandExperiment, riskCurves, runIdentity } from '@crossover/experiments';

/** The results of an experiment's runs; throws when one is missing. */
export function resultsOf(experiment, folder) {
  return expandExperiment(experiment).map((run) => {
    const file = join(folder, 'runs', `${runIdentity(run)}.json`);
    const { specification, times, risk, P, seconds } = JSON.parse(readFileSync(file, 'utf8'));
    const points = { firstIndex: 0, count: times.length, data: Float64Array.from(risk) };
    return { result: { specification, P: Float64Array.from(P.flat()), points }, seconds };
  });
}

/** Curves of a preset with each replica's risks beside the mean: `replicas` holds one list of risks each, at `times`. */
export function curvesOf(results) {
  return riskCurves(results).map((curve) => {
    const members = results.filter(({ specification }) => sameCurve(specification, curve));
    return {
      ...curve,
      times: members[0].specification.times,
      replicaRisks: members.map(({ points }) => [...points.data]),
    };
  });
}

function sameCurve(specification, { kind, parameters }) {
  const { delta, noise, inputDimension } = parameters;
  const kindOf = specification.kind === 'simulation' ? 'simulation' : specification.equations;
  return (
    kindOf === kind &&
    specification.delta === delta &&
    specification.noise === noise &&
    specification.inputDimension === inputDimension
  );
}

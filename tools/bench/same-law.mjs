import { populationRisk, RandomStream } from '@crossover/math-core';
import { createEngine } from '@crossover/sgd-simulator';
import { simulationModel } from './ensemble.mjs';
import { mean, standardError } from './statistics.mjs';

/** Standard errors beyond which the means are called different: once in 16 000 runs of a sound comparison. */
const MOST_STANDARD_ERRORS = 4;

/** Whether the C program runs the same process: mean risk after `steps` over `runs` runs of each. */
export function checkSameLaw({ model, steps, runs }, cPrograms) {
  const { inputDimension, studentWidth, teacherWidth } = model;
  const ofC = [];
  const ofEngine = [];
  for (let run = 0; run < runs; run++) {
    // In one pass and in two, in turn: they are the same process too.
    const passes = 1 + (run % 2);
    const words = [inputDimension, studentWidth, teacherWidth, steps, run + 1, passes];
    ofC.push(cPrograms.run('direct-sgd', ...words).risk);
    const engine = createEngine('direct', simulationModel(model), RandomStream.fromKey(`bench/law/${run}`));
    engine.advance(steps);
    ofEngine.push(populationRisk(engine.orderParameters()));
  }
  const difference = mean(ofC) - mean(ofEngine);
  const standardErrors = difference / Math.hypot(standardError(ofC), standardError(ofEngine));
  return {
    model,
    steps,
    runs,
    meanRisk: { c: mean(ofC), engine: mean(ofEngine) },
    standardErrors,
    agrees: Math.abs(standardErrors) < MOST_STANDARD_ERRORS,
  };
}

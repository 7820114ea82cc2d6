import { Document, isMap, isScalar, isSeq, visit, type Pair, type Scalar } from 'yaml';
import type { ExperimentSpecification } from '../experiment-specification.ts';

/** What the fields of a file mean, as comments behind them. */
const meanings: Readonly<Record<string, string>> = {
  widthPrefactor: 'p₀ in p = round(p₀ d^κ), hidden units of the student',
  teacherWidth: 'k, hidden units of the teacher',
  inputDimension: 'd',
  kappa: 'κ',
  delta: 'δ in γ = γ₀ d^−δ; κ + δ decides the regime',
  learningRatePrefactor: 'γ₀',
  noise: 'Δ, variance of the label noise',
  initial: 'where the overlaps start',
  seed: 'of everything random',
  times: 'output times in the regime’s own t',
  axes: 'runs are all combinations of these values',
  replicas: 'independent simulations of each combination',
  theory: 'equations solved beside them',
  simulation: 'whether to simulate at all',
  figures: 'what is drawn of the results',
};

/** Lists shorter than this stand on one line. */
const ONE_LINE = 24;

/**
 * An experiment as a YAML file that `parseExperiment` reads back to the same runs, with what its fields mean as comments behind their
 * first appearance. Fields at their defaults that say nothing are left out.
 */
export function formatExperiment(experiment: ExperimentSpecification): string {
  const document = new Document(withoutDefaults(experiment));
  const explained = new Set<string>();
  visit(document, {
    Pair: (_, pair: Pair) => {
      const name = String((pair.key as Scalar).value);
      const meaning = meanings[name];
      if (isSeq(pair.value)) {
        const short =
          pair.value.items.length <= ONE_LINE &&
          pair.value.items.every((item) => !isMap(item) && !isSeq(item));
        if (short) pair.value.flow = true;
      }
      if (isMap(pair.value) && name !== 'base' && name !== 'axes') pair.value.flow = true;
      if (meaning === undefined || explained.has(name)) return;
      explained.add(name);
      if (isScalar(pair.value)) pair.value.comment = ` ${meaning}`;
      else (pair.key as Scalar).commentBefore = ` ${meaning}`;
    },
  });
  return document.toString({ lineWidth: 110 });
}

function withoutDefaults(experiment: ExperimentSpecification): unknown {
  const { figures, ...rest } = experiment;
  const parts = rest.parts.map(({ axes, theory, simulation, ...part }) => ({
    ...part,
    ...(Object.keys(axes).length > 0 ? { axes } : {}),
    ...(theory.length > 0 ? { theory } : {}),
    ...(simulation ? {} : { simulation }),
  }));
  return { ...rest, parts, ...(figures.length > 0 ? { figures } : {}) };
}

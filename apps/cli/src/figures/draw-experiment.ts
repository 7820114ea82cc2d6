import {
  figureData,
  type ExperimentSpecification,
  type FigureData,
  type RunResult,
} from '@crossover/experiments';

/** A figure that an experiment asks for, as data, or the reason why there is none. */
export type RequestedFigure =
  { readonly name: string; readonly data: FigureData } | { readonly name: string; readonly error: Error };

/** Figures that only arrange results; all others solve equations or follow starts to their end. */
const arranged: ReadonlySet<string> = new Set(['trajectories', 'overlaps', 'alignment']);

/** The experiment with those figures alone that take no time to speak of; null when it has none. */
export function withQuickFigures(experiment: ExperimentSpecification): ExperimentSpecification | null {
  if (experiment.figures.length === 0) {
    return { ...experiment, figures: [{ kind: 'trajectories', timeAxis: 'regime' }] };
  }
  const figures = experiment.figures.filter(({ kind }) => arranged.has(kind));
  return figures.length === 0 ? null : { ...experiment, figures };
}

/** The data of all figures of an experiment, one after the other. A figure that fails does not take the others along. */
export function* requestedFigures(
  experiment: ExperimentSpecification,
  results: readonly RunResult[],
): Generator<RequestedFigure> {
  const taken = new Set<string>();
  const requests = experiment.figures.length === 0 ? [[]] : experiment.figures.map((figure) => [figure]);
  for (const figures of requests) {
    try {
      for (const data of figureData({ ...experiment, figures }, results)) {
        yield { name: freeName(data.name, taken), data };
      }
    } catch (error) {
      const [request] = figures;
      yield { name: request?.name ?? request?.kind ?? 'figures', error: error as Error };
    }
  }
}

/** Two figures may ask for the same name: the second is called `name-2`. */
function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}-${number}`;
  taken.add(name);
  return name;
}

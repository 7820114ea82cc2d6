import { describeRun, stepOfTime, type RunSpecification } from '@crossover/experiments';
import type { ExperimentSummary } from '@crossover/protocol';
import { parseSpecification } from '../runs/run-row.ts';
import { readableResult, type readResults } from './read-results.ts';

type Results = ReturnType<typeof readResults>;

/** The finished runs as one JSON document, written piece by piece. */
export async function* exportJson(experiment: ExperimentSummary, results: Results): AsyncGenerator<string> {
  yield `{"experiment":${JSON.stringify(experiment)},"runs":[`;
  let separator = '\n';
  for await (const result of results) {
    yield separator + JSON.stringify(readableResult(result));
    separator = ',\n';
  }
  yield '\n]}\n';
}

const COLUMNS = [
  'run', 'kind', 'equations', 'engine', 'regime', 'p0', 'p', 'k', 'd', 'kappa', 'delta', 'gamma0', 'noise',
  'initial', 'seed', 'replica', 't', 'step', 'risk',
] as const; // prettier-ignore

/** One row for each run and output time. Numbers are written so that reading them gives the same bits. */
export async function* exportCsv(results: Results): AsyncGenerator<string> {
  yield `${COLUMNS.join(',')}\n`;
  for await (const result of results) {
    const run = parseSpecification(result.specification);
    const parameters = parametersOf(result.id, run);
    const { times, risk } = readableResult(result);
    yield times
      .map((time, index) => `${[...parameters, time, stepOfTime(run, index) ?? '', risk[index]].join(',')}\n`)
      .join('');
  }
}

/** Fields before the time; none of them can hold a comma, a quote or a line break. */
function parametersOf(id: string, run: RunSpecification): (string | number)[] {
  const { regime, studentWidth } = describeRun(run);
  const simulation = run.kind === 'simulation';
  return [
    id,
    run.kind,
    simulation ? '' : run.equations,
    simulation ? run.engine : '',
    regime,
    run.widthPrefactor,
    studentWidth,
    run.teacherWidth,
    run.inputDimension ?? '',
    run.kappa,
    run.delta,
    run.learningRatePrefactor,
    run.noise,
    run.initial.kind,
    run.seed,
    simulation ? run.replica : '',
  ];
}

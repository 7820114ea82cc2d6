import { describeRun, runSpecificationSchema, stepOfTime } from '@crossover/experiments';
import type { RunResultResponse } from '@crossover/protocol';
import { csvLines } from '../curves/csv.ts';

/** The columns of the coordinator's CSV export: files from either source can be read by the same script. */
export const resultColumns = [
  'run', 'kind', 'equations', 'engine', 'regime', 'p0', 'p', 'k', 'd', 'kappa', 'delta', 'gamma0', 'noise',
  'initial', 'seed', 'replica', 't', 'step', 'risk',
] as const; // prettier-ignore

/** One line for each output time of a run. */
export function resultRows({ id, specification, times, risk }: RunResultResponse): string {
  const run = runSpecificationSchema.parse(specification);
  const { regime, studentWidth, equations, replica } = describeRun(run);
  const parameters = [
    id,
    run.kind,
    equations,
    run.kind === 'simulation' ? run.engine : null,
    regime,
    run.widthPrefactor,
    studentWidth,
    run.teacherWidth,
    run.inputDimension,
    run.kappa,
    run.delta,
    run.learningRatePrefactor,
    run.noise,
    run.initial.kind,
    run.seed,
    replica,
  ];
  return csvLines(times.map((time, index) => [...parameters, time, stepOfTime(run, index), risk[index]]));
}

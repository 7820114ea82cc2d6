import { describeRun, riskOf, stepOfTime } from '@crossover/experiments';
import type { FinishedRun } from '../local/finished-run.ts';

/** How a column is stored where types matter. */
export type ColumnType = 'STRING' | 'DOUBLE' | 'INT32' | 'INT64';

/**
 * The columns of the coordinator's CSV export: files from either source can be read by the same script. Steps are whole numbers
 * that theory takes beyond what an integer of 64 bits holds.
 */
export const resultColumns = [
  ['run', 'STRING'],
  ['kind', 'STRING'],
  ['equations', 'STRING'],
  ['engine', 'STRING'],
  ['regime', 'STRING'],
  ['p0', 'DOUBLE'],
  ['p', 'INT32'],
  ['k', 'INT32'],
  ['d', 'INT64'],
  ['kappa', 'DOUBLE'],
  ['delta', 'DOUBLE'],
  ['gamma0', 'DOUBLE'],
  ['noise', 'DOUBLE'],
  ['initial', 'STRING'],
  ['seed', 'INT64'],
  ['replica', 'INT32'],
  ['t', 'DOUBLE'],
  ['step', 'DOUBLE'],
  ['risk', 'DOUBLE'],
] as const satisfies readonly (readonly [string, ColumnType])[];

export type ResultCell = string | number | null;

/** One row for each output time of a run. */
export function resultRows({ id, result }: FinishedRun): ResultCell[][] {
  const { specification: run, points } = result;
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
  const risks = riskOf(run, points);
  return run.times.map((time, index) => [...parameters, time, stepOfTime(run, index), risks[index]]);
}

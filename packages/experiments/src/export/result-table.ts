import { describeRun } from '../analysis/describe-run.ts';
import { riskOf } from '../execution/curve-points.ts';
import { stepOfTime } from '../specification/scaling-of.ts';
import type { Cell } from './csv.ts';
import type { ExportedRun } from './exported-run.ts';

/** How a column is stored where types matter. */
export type ColumnType = 'STRING' | 'DOUBLE' | 'INT32' | 'INT64';

/**
 * The columns of a table of results, one row for each run and output time. Steps are whole numbers that theory takes beyond what an
 * integer of 64 bits holds.
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

/** One row for each output time of a run. */
export function resultRows({ id, result }: ExportedRun): Cell[][] {
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

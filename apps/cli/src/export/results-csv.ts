import { csvLines } from '../curves/csv.ts';
import type { FinishedRun } from '../local/finished-run.ts';
import { resultColumns, resultRows } from './result-table.ts';

/** `results.csv`: all runs, one line for each output time. */
export function* resultsCsv(runs: readonly FinishedRun[]): Generator<string> {
  yield csvLines([resultColumns.map(([name]) => name)]);
  for (const run of runs) yield csvLines(resultRows(run));
}

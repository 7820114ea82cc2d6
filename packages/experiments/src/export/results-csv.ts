import { csvLines } from './csv.ts';
import type { ExportedRun } from './exported-run.ts';
import { resultColumns, resultRows } from './result-table.ts';

/** All runs as CSV, one line for each output time. Reading the numbers gives the same bits. */
export async function* resultsCsv(
  runs: AsyncIterable<ExportedRun> | Iterable<ExportedRun>,
): AsyncGenerator<string> {
  yield csvLines([resultColumns.map(([name]) => name)]);
  for await (const run of runs) yield csvLines(resultRows(run));
}

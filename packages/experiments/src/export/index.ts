export { csvLines, type Cell } from './csv.ts';
export {
  runsInMemory,
  type ExportedExperiment,
  type ExportedRun,
  type ListedRun,
  type RunSource,
} from './exported-run.ts';
export { resultColumns, resultRows, type ColumnType } from './result-table.ts';
export { resultsCsv } from './results-csv.ts';
export { resultsParquet, type ParquetOptions } from './results-parquet.ts';
export { resultsNpz, type NpzOptions } from './results-npz.ts';
export { ArchiveTooLargeError, RunsGoneError } from '../errors.ts';

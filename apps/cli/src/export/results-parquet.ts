import { parquetWriteBuffer } from 'hyparquet-writer';
import { NUMERICS_VERSION, type ExperimentSpecification } from '@crossover/experiments';
import type { FinishedRun } from '../local/finished-run.ts';
import { packageVersion } from '../package-version.ts';
import { resultColumns, resultRows, type ColumnType, type ResultCell } from './result-table.ts';

/** `results.parquet`: the rows of `results.csv` with types; the metadata of the file hold the experiment as JSON. */
export function resultsParquet(
  experiment: ExperimentSpecification,
  runs: readonly FinishedRun[],
): Uint8Array<ArrayBuffer> {
  const columns = resultColumns.map(([name, type]) => ({ name, type, data: [] as unknown[] }));
  for (const run of runs) {
    for (const row of resultRows(run)) {
      columns.forEach(({ type, data }, index) => data.push(storedCell(row[index], type)));
    }
  }
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: columns,
      createdBy: `crossover ${packageVersion}`,
      kvMetadata: [
        { key: 'crossover.experiment', value: JSON.stringify(experiment) },
        { key: 'crossover.numerics', value: NUMERICS_VERSION },
      ],
    }),
  );
}

/** Integers of 64 bits are written from bigints. */
function storedCell(cell: ResultCell, type: ColumnType): string | number | bigint | null {
  return type === 'INT64' && typeof cell === 'number' ? BigInt(cell) : cell;
}

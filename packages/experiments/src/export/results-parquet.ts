import { ByteWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import { NUMERICS_VERSION } from '../specification/numerics-version.ts';
import type { Cell } from './csv.ts';
import type { ExportedRun } from './exported-run.ts';
import { resultColumns, resultRows, type ColumnType } from './result-table.ts';

/** Rows that are held until they are written; a reader skips and loads groups of them. */
const ROWS_PER_GROUP = 50_000;

export interface ParquetOptions {
  /** The specification of the experiment as JSON, for the metadata of the file. */
  readonly experiment: string;
  /** Program and version. */
  readonly createdBy: string;
  readonly rowsPerGroup?: number;
}

/** The rows of the CSV file with types, piece by piece; the metadata of the file hold the experiment. */
export async function* resultsParquet(
  runs: AsyncIterable<ExportedRun> | Iterable<ExportedRun>,
  { experiment, createdBy, rowsPerGroup = ROWS_PER_GROUP }: ParquetOptions,
): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter();
  const schema = schemaFromColumnData({
    columnData: resultColumns.map(([name, type]) => ({ name, type, data: [] })),
  });
  const parquet = new ParquetWriter({
    writer: bytes,
    schema,
    createdBy,
    kvMetadata: [
      { key: 'crossover.experiment', value: experiment },
      { key: 'crossover.numerics', value: NUMERICS_VERSION },
    ],
  });
  let rows: Cell[][] = [];
  const writeRows = async (): Promise<Uint8Array> => {
    const columnData = resultColumns.map(([name, type], column) => ({
      name,
      data: rows.map((row) => storedCell(row[column], type)),
    }));
    await parquet.write({ columnData, rowGroupSize: rowsPerGroup });
    rows = [];
    return written(bytes);
  };
  for await (const run of runs) {
    for (const row of resultRows(run)) {
      rows.push(row);
      if (rows.length === rowsPerGroup) yield await writeRows();
    }
  }
  if (rows.length > 0) yield await writeRows();
  await parquet.finish();
  yield written(bytes);
}

/** Takes out what has been written; places in the file go on counting from its beginning. */
function written(bytes: ByteWriter): Uint8Array {
  const piece = bytes.getBytes().slice();
  bytes.index = 0;
  return piece;
}

/** Integers of 64 bits are written from bigints. */
function storedCell(cell: Cell, type: ColumnType): string | number | bigint | null {
  return type === 'INT64' && typeof cell === 'number' ? BigInt(cell) : cell;
}

import { readFileSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';

const option = '--inputs';
const needed = 'rows of numbers, as .csv text or as a two-dimensional .npy of float64 or float32 in C order';

/** The rows of a file, one after the other. @throws UsageError unless they are rows of d finite numbers */
export function readInputRows(path: string, inputDimension: number): Float64Array {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new UsageError(messages.unreadableFile(option, path, needed, (error as Error).message), {
      cause: error,
    });
  }
  const { rows, columns } = path.endsWith('.npy')
    ? readNpy(path, bytes)
    : readText(path, bytes.toString('utf8'));
  if (columns !== inputDimension) {
    throw new UsageError(messages.inputColumns(path, columns, inputDimension));
  }
  if (!rows.every(Number.isFinite)) throw refusal(path, 'it holds numbers that are not finite');
  return rows;
}

interface Rows {
  readonly rows: Float64Array;
  readonly columns: number;
}

/** Numbers separated by commas, semicolons or white space, a line a row; a first line without numbers is a heading. */
function readText(path: string, text: string): Rows {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const parsed = lines.map(numbersOf);
  if (parsed[0]?.every(Number.isNaN) === true) parsed.shift();
  const columns = parsed[0]?.length ?? 0;
  if (columns === 0) throw refusal(path, 'it is empty');
  const ragged = parsed.findIndex((row) => row.length !== columns);
  if (ragged !== -1) {
    throw refusal(path, `row ${ragged + 1} has ${parsed[ragged].length} numbers, the first one ${columns}`);
  }
  return { rows: Float64Array.from(parsed.flat()), columns };
}

/** An empty field is no number: a comma too many must not pass for a zero. */
function numbersOf(line: string): number[] {
  const fields = /[,;]/.test(line) ? line.split(/[,;]/) : line.trim().split(/\s+/);
  return fields.map((field) => (field.trim() === '' ? Number.NaN : Number(field)));
}

const NPY_MAGIC = '\x93NUMPY';

/** NumPy's format, versions 1 to 3: a header in Python's notation, then the numbers. */
function readNpy(path: string, bytes: Buffer): Rows {
  if (bytes.length < 12 || bytes.toString('latin1', 0, 6) !== NPY_MAGIC)
    throw refusal(path, 'it is no .npy file');
  const isFirstVersion = bytes[6] === 1;
  const headerStart = isFirstVersion ? 10 : 12;
  const headerLength = isFirstVersion ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8);
  const header = bytes.toString('latin1', headerStart, headerStart + headerLength);
  const type = /'descr':\s*'([^']*)'/.exec(header)?.[1];
  const shape = /'shape':\s*\((\d+),\s*(\d+)\)/.exec(header);
  if (shape === null || /'fortran_order':\s*True/.test(header)) {
    throw refusal(path, `its header is ${header.trim()}`);
  }
  const count = Number(shape[1]) * Number(shape[2]);
  const size = type === '<f8' ? 8 : type === '<f4' ? 4 : 0;
  const start = headerStart + headerLength;
  if (size === 0) throw refusal(path, `its numbers are of type ${type ?? 'unknown'}`);
  if (bytes.length !== start + count * size) throw refusal(path, 'it is cut off or has bytes to spare');
  const rows = Float64Array.from({ length: count }, (_, index) =>
    size === 8 ? bytes.readDoubleLE(start + 8 * index) : bytes.readFloatLE(start + 4 * index),
  );
  return { rows, columns: Number(shape[2]) };
}

function refusal(path: string, reason: string): UsageError {
  return new UsageError(messages.unreadableFile(option, path, needed, reason));
}

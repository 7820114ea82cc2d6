import { InvalidInitialConditionError, messages } from '../errors.ts';

/** A matrix as users write it, by rows, row-major. Throws InvalidInitialConditionError for another shape or entries that are not finite. */
export function writtenMatrix(
  name: string,
  written: readonly (readonly number[])[],
  rows: number,
  columns: number,
): Float64Array {
  if (written.length !== rows) {
    throw new InvalidInitialConditionError(
      messages.wrongShape(name, rows, columns, `${written.length} rows`),
    );
  }
  written.forEach((row, index) => {
    if (row.length !== columns) {
      const found = `${row.length} numbers in row ${index}`;
      throw new InvalidInitialConditionError(messages.wrongShape(name, rows, columns, found));
    }
    const offender = row.findIndex((entry) => !Number.isFinite(entry));
    if (offender !== -1) {
      const found = `${row[offender]} at (${index}, ${offender})`;
      throw new InvalidInitialConditionError(messages.wrongShape(name, rows, columns, found));
    }
  });
  return Float64Array.from(written.flat());
}

import { formatNumber } from '@crossover/crossover-plots';
import { markup, type Markup } from './markup.ts';

export type TableCell = string | number | null | Markup;

/** A table with a caption; numbers stand at the right with the digits that people read. */
export function dataTable(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly TableCell[])[],
): Markup {
  const numeric = columns.map((_, column) =>
    rows.every((row) => row[column] === null || typeof row[column] === 'number'),
  );
  const cell = (value: TableCell, column: number): Markup =>
    markup`<td${numeric[column] === true ? markup` class="number"` : null}>${
      typeof value === 'number' ? formatNumber(value, 4) : value
    }</td>`;
  return markup`<div class="wide">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map((name, column) => markup`<th scope="col"${numeric[column] === true ? markup` class="number"` : null}>${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => markup`<tr>${row.map(cell)}</tr>`)}
      </tbody>
    </table>
  </div>`;
}

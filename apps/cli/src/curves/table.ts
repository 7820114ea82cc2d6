import { describeRun, type RunSpecification } from '@crossover/experiments';

/** One line that says which model a table belongs to. */
export function modelHeading(specification: RunSpecification): string {
  const { regime, studentWidth, teacherWidth, inputDimension, noise, equations } = describeRun(specification);
  return [
    equations === null ? 'simulation' : `theory, ${equations} equations`,
    `regime ${regime}`,
    `p = ${studentWidth}`,
    `k = ${teacherWidth}`,
    ...(inputDimension === null ? [] : [`d = ${inputDimension}`]),
    `Δ = ${noise}`,
  ].join(' · ');
}

/** Columns of numbers with their headings, aligned to the right. */
export function tableLines(header: readonly string[], rows: readonly (readonly (number | null)[])[]): string {
  const cells = rows.map((row) => row.map(cellText));
  const widths = header.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  return [header, ...cells]
    .map((row) => `${row.map((text, column) => text.padStart(widths[column] ?? 0)).join('  ')}\n`)
    .join('');
}

function cellText(value: number | null): string {
  if (value === null || Number.isNaN(value)) return '–';
  return Number.isInteger(value) ? String(value) : value.toPrecision(6);
}

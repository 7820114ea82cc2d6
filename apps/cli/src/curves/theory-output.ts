import type { RunResult } from '@crossover/experiments';
import { csvLines } from '@crossover/experiments/export';
import { overlapCells, overlapColumns } from './csv.ts';
import { readCurve } from './curve.ts';
import { modelHeading, tableLines } from './table.ts';

/** stdout of `crossover theory` in the given format, with its last line break. */
export function formatTheory(result: RunResult, format: 'json' | 'csv' | 'table'): string {
  const { specification } = result;
  const { risk, overlaps, secondLayer, P } = readCurve(result);
  const { times } = specification;
  switch (format) {
    case 'json':
      return `${JSON.stringify({
        specification,
        times,
        risk,
        overlaps,
        ...(secondLayer === null ? {} : { secondLayer }),
        P,
      })}\n`;
    case 'csv':
      return csvLines([
        ['t', 'risk', ...overlapColumns(overlaps)],
        ...times.map((time, index) => [time, risk[index], ...overlapCells(overlaps, index)]),
      ]);
    case 'table':
      return [
        modelHeading(specification),
        tableLines(
          ['t', 'R'],
          times.map((time, index) => [time, risk[index]]),
        ),
      ].join('\n');
  }
}

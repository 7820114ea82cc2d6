import type { FluctuationPoint, RunResult } from '@crossover/experiments';
import { csvLines } from '@crossover/experiments/export';
import { overlapCells, overlapColumns } from '../curves/csv.ts';
import { readCurve, type Overlaps } from '../curves/curve.ts';
import { modelHeading, tableLines } from '../curves/table.ts';

/** What `standardDeviation_` stands before in CSV: of R it is `standardDeviation` alone. */
const DEVIATION = 'standardDeviation';

/**
 * stdout of `crossover theory --fluctuations` in the given format, with its last line break: the output without that
 * option, and how far replicas scatter around it.
 */
export function formatFluctuations(
  result: RunResult,
  points: readonly FluctuationPoint[],
  format: 'json' | 'csv' | 'table',
): string {
  const { specification } = result;
  const { risk, overlaps, secondLayer, P } = readCurve(result);
  const { times } = specification;
  const deviations = points.map(overlapDeviations);
  const ofRisk = points.map(({ standardDeviationOfRisk }) => standardDeviationOfRisk);
  switch (format) {
    case 'json':
      return `${JSON.stringify({
        specification,
        times,
        risk,
        overlaps,
        ...(secondLayer === null ? {} : { secondLayer }),
        P,
        standardDeviation: {
          risk: ofRisk,
          overlaps: deviations,
          ...(secondLayer === null
            ? {}
            : { secondLayer: points.map((point) => [...(point.standardDeviationOfSecondLayer ?? [])]) }),
        },
      })}\n`;
    case 'csv':
      return csvLines([
        [
          't',
          'risk',
          DEVIATION,
          ...overlapColumns(overlaps),
          ...overlapColumns(deviations).map((column) => `${DEVIATION}_${column}`),
        ],
        ...times.map((time, index) => [
          time,
          risk[index],
          ofRisk[index],
          ...overlapCells(overlaps, index),
          ...overlapCells(deviations, index),
        ]),
      ]);
    case 'table':
      return [
        modelHeading(specification),
        tableLines(
          ['t', 'R', DEVIATION],
          times.map((time, index) => [time, risk[index], ofRisk[index]]),
        ),
      ].join('\n');
  }
}

function overlapDeviations({ standardDeviation }: FluctuationPoint): Overlaps {
  const { studentWidth: p, teacherWidth: k, Q, M } = standardDeviation;
  const rows = (entries: Float64Array, columns: number) =>
    Array.from({ length: p }, (_, row) => [...entries.subarray(row * columns, (row + 1) * columns)]);
  return { Q: rows(Q, p), M: rows(M, k) };
}

import { aggregate, stepOfTime, type RunResult } from '@crossover/experiments';
import { csvLines } from '@crossover/experiments/export';
import { overlapCells, overlapColumns } from './csv.ts';
import { readCurve } from './curve.ts';
import { modelHeading, tableLines } from './table.ts';

/**
 * stdout of `crossover simulate` in the given format, with its last line break. The standard error of
 * fewer than two replicas is not a number, hence `null` in JSON.
 */
export function formatSimulation(
  results: readonly [RunResult, ...RunResult[]],
  format: 'json' | 'csv' | 'table',
): string {
  const [{ specification }] = results;
  const { times } = specification;
  const curves = results.map(readCurve);
  const { mean, standardError } = aggregate(curves.map(({ risk }) => risk));
  switch (format) {
    case 'json':
      return `${JSON.stringify({
        specification: describeReplicas(results),
        times,
        risk: { mean: [...mean], standardError: [...standardError] },
        replicas: curves.map(({ risk, overlaps, secondLayer }) => ({
          risk,
          overlaps,
          ...(secondLayer === null ? {} : { secondLayer }),
        })),
        P: curves[0]?.P,
      })}\n`;
    case 'csv':
      return csvLines([
        ['replica', 't', 'step', 'risk', ...overlapColumns(curves[0]?.overlaps ?? null)],
        ...curves.flatMap(({ risk, overlaps }, replica) =>
          times.map((time, index) => [
            replica,
            time,
            stepOfTime(specification, index),
            risk[index],
            ...overlapCells(overlaps, index),
          ]),
        ),
      ]);
    case 'table':
      return [
        `${modelHeading(specification)} · ${results.length} ${results.length === 1 ? 'replica' : 'replicas'}`,
        tableLines(
          ['t', 'step', 'R', 'standard error'],
          times.map((time, index) => [
            time,
            stepOfTime(specification, index),
            mean[index],
            standardError[index],
          ]),
        ),
      ].join('\n');
  }
}

/** The specification that all replicas share: their numbers run from 0 to `replicas` − 1. */
function describeReplicas(results: readonly [RunResult, ...RunResult[]]): object {
  const [{ specification }] = results;
  return { ...specification, replica: undefined, replicas: results.length };
}

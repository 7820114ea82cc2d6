import type { ExperimentSummary } from '@crossover/protocol';
import { columnLines } from '../terminal/columns.ts';
import { formatDuration } from '../terminal/duration.ts';

/** Experiments in a table, one line each. */
export function experimentTable(experiments: readonly ExperimentSummary[]): string {
  return columnLines(
    ['EXPERIMENT', 'STATE', 'PRIORITY', 'DONE', 'RUNS', 'LEFT', 'NOTES'],
    experiments.map((experiment) => {
      const { id, state, priority, fraction, runs, secondsLeft } = experiment;
      return [
        id,
        state,
        priority,
        `${Math.floor(100 * fraction)} %`,
        `${runs.finished}/${runs.total}`,
        secondsLeft === null || secondsLeft === 0 ? '–' : formatDuration(secondsLeft),
        notes(experiment).join(', '),
      ];
    }),
  );
}

function notes({ runs, verification }: ExperimentSummary): string[] {
  const { verified, mismatches, waiting, share } = verification;
  return [
    ...(runs.running > 0 ? [`${runs.running} computing`] : []),
    ...(runs.failed > 0 ? [`${runs.failed} failed`] : []),
    ...(share > 0 ? [`${verified} verified`] : []),
    ...(waiting > 0 ? [`${waiting} to be verified by another node`] : []),
    ...(mismatches > 0 ? [`${mismatches} with different bits on two nodes`] : []),
  ];
}

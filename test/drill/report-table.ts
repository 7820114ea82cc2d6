import type { DrillReport } from './campaign.ts';
import type { Repetition } from './repetition.ts';

/** Repetitions of a drill in one row. */
export interface Summary {
  readonly drill: string;
  readonly store: string;
  readonly repetitions: number;
  readonly passed: number;
  /** Acknowledged reports and results that were checked, and what of them was not there. */
  readonly acknowledged: number;
  readonly lost: number;
  readonly medianRecoverySeconds: number | null;
  readonly longestRecoverySeconds: number | null;
}

export function summarise({ name, store, repetitions }: DrillReport): Summary {
  const recoveries = repetitions
    .flatMap(({ recoverySeconds }) => recoverySeconds ?? [])
    .sort((one, other) => one - other);
  return {
    drill: name,
    store,
    repetitions: repetitions.length,
    passed: repetitions.filter(hasPassed).length,
    acknowledged: repetitions.reduce((sum, { acknowledged }) => sum + acknowledged, 0),
    lost: repetitions.flatMap(({ violations }) => violations.filter((text) => text.startsWith('lost')))
      .length,
    medianRecoverySeconds: recoveries[recoveries.length >> 1] ?? null,
    longestRecoverySeconds: recoveries.at(-1) ?? null,
  };
}

/** Every repetition that was asked for has been done, and none has gone wrong; what cannot be done here is left out. */
export function allPassed(report: DrillReport): boolean {
  const { obstacle, asked, repetitions } = report;
  return obstacle !== null || (repetitions.length === asked && repetitions.every(hasPassed));
}

export function reportTable(reports: readonly DrillReport[]): string {
  const rows = reports.map((report) => {
    const row = summarise(report);
    return [
      row.drill,
      report.what,
      report.obstacle === null ? `${row.passed} of ${row.repetitions}` : 'not possible here',
      String(row.acknowledged),
      String(row.lost),
      seconds(row.medianRecoverySeconds),
      seconds(row.longestRecoverySeconds),
    ];
  });
  const head = ['drill', 'what happens', 'passed', 'acknowledged', 'lost', 'recovery, median', 'longest'];
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const means = reports.flatMap(({ name, means }) => (means === null ? [] : [`${name}: ${means}`]));
  const obstacles = reports.flatMap(({ name, obstacle }) =>
    obstacle === null ? [] : [`${name}: ${obstacle}`],
  );
  return [...lines, '', ...means, ...obstacles, ''].join('\n');
}

function hasPassed({ violations }: Repetition): boolean {
  return violations.length === 0;
}

function seconds(value: number | null): string {
  return value === null ? '–' : `${value.toFixed(1)} s`;
}

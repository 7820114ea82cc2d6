import type { CampaignReport } from './campaign.ts';
import { classOf, OUTCOME_CLASSES } from './outcome-class.ts';

/** The report for people: what was sent where, what came of it, what the coordinator took. */
export function reportTable(report: CampaignReport): string {
  const {
    seed,
    from,
    sent,
    seconds,
    store,
    surfaces,
    honest,
    memory,
    intrusions,
    findings,
    numberOfFindings,
  } = report;
  const rows = [
    ['', 'sent', ...OUTCOME_CLASSES],
    ...surfaces.map(({ surface, sent: number, outcomes }) => [
      surface,
      String(number),
      ...OUTCOME_CLASSES.map((wanted) => {
        const counts = Object.entries(outcomes).filter(([outcome]) => classOf(surface, outcome) === wanted);
        return String(counts.reduce((sum, [, count]) => sum + count, 0));
      }),
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  const { latencyMilliseconds: latency } = honest;
  return [
    `${sent} hostile messages and requests from number ${from} on, seed ${seed}, ${store} store, in ${seconds.toFixed(0)} s`,
    ...rows.map(line),
    `honest work beside them: ${honest.experiments} experiments, ${honest.rightRuns} runs with the right bits, its node ${honest.quarantines} times in quarantine; ${honest.requests} requests, median ${latency.median.toFixed(0)} ms, longest ${latency.largest.toFixed(0)} ms`,
    `handlers entered: ${report.handlers.reduce((sum, { times }) => sum + times, 0)} times, ${intrusions} with a token that does not open them`,
    `memory of the process: ${memory.process.before} MiB before, ${memory.process.most} at most (bound ${memory.process.bound}); alive in JavaScript: ${memory.live.before} MiB before, ${memory.live.after} afterwards (bound ${memory.live.bound}); longest stall ${memory.longestStall} ms`,
    numberOfFindings === 0 ? 'findings: none' : `findings: ${numberOfFindings}`,
    ...findings
      .slice(0, 20)
      .flatMap(({ where, index, message }) => [
        index === undefined
          ? `  ${where}`
          : `  ${where}, number ${index} (again: npm run fuzz -- --seed ${seed} --from ${index} --count 1)`,
        `    ${message.replaceAll('\n', '\n    ')}`,
      ]),
    '',
  ].join('\n');
}

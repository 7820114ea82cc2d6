import type { CampaignReport } from './campaign.ts';

/** The report for people: what was sent where, what came of it, what the coordinator took. */
export function reportTable(report: CampaignReport): string {
  const { seed, from, sent, seconds, channels, honest, memory, findings, numberOfFindings } = report;
  const rows = channels.map(({ channel, sent: number, outcomes }) => [
    channel,
    String(number),
    Object.entries(outcomes)
      .map(([outcome, count]) => `${outcome} ${count}`)
      .join(', '),
  ]);
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const lines = rows.map(
    ([channel = '', number = '', outcomes = '']) =>
      `  ${channel.padEnd(width(0))}  ${number.padStart(width(1))}  ${outcomes}`,
  );
  return [
    `${sent} hostile messages and requests from number ${from} on, seed ${seed}, in ${seconds.toFixed(0)} s`,
    ...lines,
    `honest work beside them: ${honest.experiments} experiments, ${honest.runs} runs, all bits compared; ${honest.requests} requests, median ${honest.latencyMilliseconds.median.toFixed(0)} ms, longest ${honest.latencyMilliseconds.largest.toFixed(0)} ms`,
    `memory of the coordinator: ${memory.quiet} MiB before, ${memory.largest} MiB at most (bound ${memory.bound}), median of the second quarter ${memory.secondQuarter} and of the last ${memory.lastQuarter}; JavaScript ${memory.largestHeap} MiB at most; longest stall ${memory.longestStall} ms`,
    numberOfFindings === 0 ? 'findings: none' : `findings: ${numberOfFindings}`,
    ...findings
      .slice(0, 20)
      .flatMap(({ channel, index, message }) => [
        `  ${channel}, number ${index} (again: npm run fuzz -- --seed ${seed} --from ${index} --count 1)`,
        `    ${message.replaceAll('\n', '\n    ')}`,
      ]),
    '',
  ].join('\n');
}

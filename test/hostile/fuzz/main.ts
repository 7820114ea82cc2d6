/** `npm run fuzz`: see tools/fuzz/run.mjs. */
import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runCampaign } from './campaign.ts';
import { reportTable } from './report-table.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    from: { type: 'string', default: '0' },
    count: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '1200' },
    database: { type: 'string' },
    json: { type: 'string' },
  },
});

const seed = whole('seed', values.seed ?? String(randomInt(2 ** 31)));
process.stderr.write(`seed ${seed}\n`);
const report = await runCampaign({
  seed,
  from: whole('from', values.from),
  count: whole('count', values.count),
  seconds: whole('seconds', values.seconds),
  databaseUrl: values.database,
  onProgress: (sent) => process.stderr.write(`${sent} sent\n`),
  onFinding: ({ where, index, message }) =>
    process.stderr.write(`found: ${where}, number ${index ?? 'unknown'}: ${message}\n`),
});
process.stdout.write(reportTable(report));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
if (report.numberOfFindings > 0) process.exitCode = 1;

function whole(name: string, text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new Error(`--${name} ${text}: a whole number is needed.`);
  return Number(text);
}

/** `npm run drill`: see tools/drill/run.mjs. */
import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runCampaign } from './campaign.ts';
import { drills } from './drills/index.ts';
import { allPassed, reportTable, summarise } from './report-table.ts';
import { undisturbedRuns } from './workload.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    repeat: { type: 'string', default: '20' },
    seed: { type: 'string' },
    'at-once': { type: 'string', default: '2' },
    minutes: { type: 'string', default: '180' },
    json: { type: 'string' },
    table: { type: 'string' },
    logs: { type: 'string' },
  },
});

const unknown = values.only.find((name) => !drills.some((drill) => drill.name === name));
if (unknown !== undefined) {
  const names = drills.map(({ name, what }) => `  ${name}: ${what}`).join('\n');
  process.stderr.write(`There is no drill "${unknown}". There are\n${names}\n`);
  process.exit(2);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const seed = whole('seed', values.seed ?? String(randomInt(2 ** 31)));
process.stderr.write(`seed ${seed}\n`);
const chosen = drills.filter(({ name }) => values.only.length === 0 || values.only.includes(name));
const reports = await runCampaign(chosen, {
  seed,
  repetitions: whole('repeat', values.repeat),
  atOnce: whole('at-once', values['at-once']),
  minutes: whole('minutes', values.minutes),
  logs: values.logs,
  expected: await undisturbedRuns(),
  onRepetition({ name }, { violations, seconds, recoverySeconds, notes }) {
    const recovery = recoverySeconds === null ? '' : `, recovered in ${recoverySeconds.toFixed(1)} s`;
    const how = violations.length === 0 ? 'passed' : `FAILED\n  ${violations.join('\n  ')}\n `;
    process.stderr.write(`${name} (${notes.join(', ')}): ${how} in ${seconds.toFixed(1)} s${recovery}\n`);
  },
});
const table = reportTable(reports);
process.stdout.write(table);
if (values.table !== undefined) writeFileSync(values.table, table);
if (values.json !== undefined) {
  const json = { seed, summary: reports.map(summarise), drills: reports };
  writeFileSync(values.json, `${JSON.stringify(json, null, 2)}\n`);
}
if (!reports.every(allPassed)) process.exitCode = 1;

function whole(name: string, text: string): number {
  if (!/^\d{1,10}$/.test(text) || (name !== 'seed' && Number(text) < 1)) {
    process.stderr.write(`--${name} ${text}: a whole number is needed.\n`);
    process.exit(2);
  }
  return Number(text);
}

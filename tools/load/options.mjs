import { parseArgs } from 'node:util';

const STORES = ['embedded', 'postgresql'];

const usage = `Usage: npm run load -- [options]
  --store NAME      embedded or postgresql; repeated for several (default: both)
  --nodes N         connected compute nodes (default 1000, with --quick 100)
  --viewers N       viewers that watch the experiment (default 50, with --quick 5)
  --runs N          runs of the experiment (default 100000, with --quick 2000)
  --seconds N       length of the part at a fixed rate (default 60, with --quick 5)
  --rate N          runs a second in that part (default: what is aimed at, 300 embedded and 800 on PostgreSQL;
                    with --quick 100)
  --threads N       threads of the laboratory in the part local-threads (default 2)
  --only NAME       one part: throughput, rate or local-threads; repeated for several
  --quick           small sizes, to see that it works: its numbers mean nothing
  --profile FOLDER  CPU profiles of the coordinator's threads, for Chromium's developer tools
  --json FILE       everything that was measured`;

export const PARTS = ['throughput', 'rate', 'local-threads'];

/** The command line; a wrong one ends the process with a sentence that says what is possible. */
export function readOptions(words) {
  let values;
  try {
    ({ values } = parseArgs({
      args: words,
      options: {
        store: { type: 'string', multiple: true, default: STORES },
        nodes: { type: 'string' },
        viewers: { type: 'string' },
        runs: { type: 'string' },
        seconds: { type: 'string' },
        rate: { type: 'string' },
        threads: { type: 'string' },
        only: { type: 'string', multiple: true, default: PARTS },
        quick: { type: 'boolean', default: false },
        profile: { type: 'string' },
        json: { type: 'string' },
      },
    }));
  } catch (error) {
    refuse(error.message);
  }
  const { quick } = values;
  for (const store of values.store) {
    if (!STORES.includes(store)) refuse(`There is no store "${store}": write embedded or postgresql.`);
  }
  for (const part of values.only) {
    if (!PARTS.includes(part)) refuse(`There is no part "${part}": write ${PARTS.join(', ')}.`);
  }
  return {
    quick,
    stores: values.store,
    parts: values.only,
    nodes: whole('nodes', values.nodes, quick ? 100 : 1000, 4000),
    viewers: whole('viewers', values.viewers, quick ? 5 : 50, 90),
    runs: whole('runs', values.runs, quick ? 2000 : 100_000, 100_000),
    seconds: whole('seconds', values.seconds, quick ? 5 : 60, 600),
    rate: values.rate === undefined && !quick ? null : whole('rate', values.rate, 100, 10_000),
    threads: whole('threads', values.threads, 2, 64),
    profile: values.profile,
    json: values.json,
  };
}

function whole(name, text, byDefault, most) {
  if (text === undefined) return byDefault;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most) {
    refuse(`--${name} is ${text}, and must be a whole number from 1 to ${most}.`);
  }
  return value;
}

function refuse(message) {
  process.stderr.write(`${message}\n${usage}\n`);
  process.exit(2);
}

/** What `npm run load` does, on the Node that the packages are built for. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describeMachine } from '../bench/machine.mjs';
import { startPostgres } from '../test/postgres-server.mjs';
import { AIMS } from './aims.mjs';
import { readOptions } from './options.mjs';
import { measureLocalThreads } from './parts/local-threads.mjs';
import { measureAtRate } from './parts/rate.mjs';
import { measureThroughput } from './parts/throughput.mjs';
import { computeResults } from './results/compute-results.mjs';
import { heading, localThreadsTable, rateTable, throughputTable } from './table.mjs';
import { shortRuns } from './workload.mjs';

const options = readOptions(process.argv.slice(2));
const { nodes, viewers, runs, seconds, threads, profile } = options;
const machine = describeMachine();
const folder = mkdtempSync(join(tmpdir(), 'crossover-load-'));
const report = { machine, options, aims: AIMS, stores: {} };
try {
  write(heading(machine, options));
  if (options.parts.includes('local-threads')) {
    const size = options.quick
      ? { runs: 10 * threads, secondsPerRun: 0.25 }
      : { runs: 60 * threads, secondsPerRun: 1 };
    report.localThreads = await measureLocalThreads({ folder: join(folder, 'lab'), threads, ...size });
    write(localThreadsTable(report.localThreads));
  }
  for (const store of options.stores) report.stores[store] = await measureStore(store);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (options.json !== undefined) {
  mkdirSync(dirname(options.json), { recursive: true });
  writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
}

async function measureStore(store) {
  const measured = {};
  if (options.parts.includes('throughput')) {
    const experiment = shortRuns(runs, 1);
    const resultsFile = await resultsOf(experiment, 'throughput');
    measured.throughput = await onStore(store, 'throughput', (place) =>
      measureThroughput({ ...place, experiment, runs, nodes, viewers, resultsFile }),
    );
    write(throughputTable(store, measured.throughput));
  }
  if (options.parts.includes('rate')) {
    const rate = options.rate ?? AIMS.runsPerSecond[store];
    // As many as are needed until the end, and some for the time in which nodes connect.
    const count = Math.ceil(1.5 * rate * seconds) + 2 * nodes;
    const experiment = shortRuns(count, 2);
    const resultsFile = await resultsOf(experiment, `rate-${count}`);
    measured.rate = await onStore(store, 'rate', (place) =>
      measureAtRate({ ...place, experiment, runs: count, rate, seconds, nodes, viewers, resultsFile }),
    );
    write(rateTable(store, measured.rate));
  }
  return measured;
}

/** The file with the results of an experiment, computed when it is needed for the first time. */
async function resultsOf(experiment, name) {
  const file = join(folder, `${name}.results`);
  if (!existsSync(file)) await computeResults(experiment, file);
  return file;
}

/** Measures on a store of its own, which is gone afterwards. */
async function onStore(store, name, measure) {
  const place = { folder: join(folder, `${store}-${name}`), profile };
  if (store === 'embedded') return measure(place);
  const server = await startPostgres((line) => process.stderr.write(`${line}\n`));
  try {
    return await measure({ ...place, databaseUrl: server.url });
  } finally {
    await server.stop();
  }
}

function write(text) {
  process.stdout.write(`${text}\n`);
}

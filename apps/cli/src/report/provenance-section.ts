import { describeRun, NUMERICS_VERSION } from '@crossover/experiments';
import { resultsDigest, type Provenance, type Session } from '../export/provenance.ts';
import type { FinishedRun } from '../local/finished-run.ts';
import { packageVersion } from '../package-version.ts';
import { formatDuration } from '../terminal/duration.ts';
import { dataTable } from './data-table.ts';
import { fileSize } from './data-link.ts';
import { markup, type Markup } from './markup.ts';
import type { ReportSource } from './report-source.ts';

/** A list of all runs longer than this says little to a reader. */
const MOST_RUNS = 500;

/** Versions, seeds, machines, times and the digests by which anyone can check that he has the same bits. */
export function provenanceSection({ runs, provenance }: ReportSource): Markup {
  const seeds = [...new Set(runs.map(({ result }) => result.specification.seed))].sort((a, b) => a - b);
  return markup`<section aria-labelledby="provenance">
<h2 id="provenance">Provenance</h2>
<dl>
<dt>program</dt><dd>crossover ${packageVersion}, numerics ${NUMERICS_VERSION}</dd>
${provenance === null ? null : markup`<dt>packages</dt><dd>${packagesInWords(provenance)}</dd>`}
<dt>seeds</dt><dd>${seedsInWords(seeds)}</dd>
<dt>digest of all results</dt><dd><code>${resultsDigest(runs)}</code></dd>
</dl>
<p class="small muted">Results are the same bits on every machine: another run of this experiment has the same digest. A line for each
run, “identity digest”, sorted, is what it is the SHA-256 of.</p>
${provenance === null ? null : sessionsTable(provenance.sessions)}
<details><summary>Runs and their digests (${runs.length})</summary>
${runsTable(runs)}
</details>
</section>`;
}

const packagesInWords = ({ packages }: Provenance): string =>
  Object.entries(packages)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');

const seedsInWords = (seeds: readonly number[]): string =>
  seeds.length <= 12
    ? seeds.join(', ')
    : `${seeds.slice(0, 6).join(', ')}, … ${seeds.at(-1)} (${seeds.length})`;

function sessionsTable(sessions: readonly Session[]): Markup {
  return dataTable(
    'Commands that computed it (times in UTC)',
    ['command', 'started', 'took', 'runs', 'outcome', 'machine'],
    sessions.map(({ command, startedAt, endedAt, runsExecuted, outcome, threads, machine }) => [
      markup`<code>${command}</code>`,
      startedAt.slice(0, 19).replace('T', ' '),
      formatDuration((Date.parse(endedAt) - Date.parse(startedAt)) / 1000),
      runsExecuted,
      outcome,
      `${threads} of ${machine.processors} processors (${machine.processor}, ${machine.architecture}), ${fileSize(machine.memoryBytes)} memory, ${machine.platform}, Node ${machine.node}`,
    ]),
  );
}

function runsTable(runs: readonly FinishedRun[]): Markup {
  const shown = runs.slice(0, MOST_RUNS);
  return dataTable(
    shown.length < runs.length
      ? `The first ${shown.length} of ${runs.length} runs; provenance.json names all`
      : 'All runs',
    ['run', 'what', 'digest of its result', 'seconds'],
    shown.map(({ id, digest, seconds, result }) => [
      markup`<code>${id.slice(0, 12)}</code>`,
      describeRun(result.specification).label,
      markup`<code>${digest.slice(0, 16)}</code>`,
      seconds,
    ]),
  );
}

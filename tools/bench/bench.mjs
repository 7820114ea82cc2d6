/**
 * Measures the built packages: a table on standard output and, with `--json`, a file.
 *
 *     npm run bench -- [--only NAME]... [--quick] [--json FILE]
 *
 * NAME selects the benchmarks whose name begins with it, `simulator` or `simulator.projected-dimension`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Browser } from './browser.mjs';
import { CPrograms } from './c-programs.mjs';
import { costBenchmarks } from './definitions/cost.mjs';
import { simulatorBenchmarks } from './definitions/simulator.mjs';
import { theoryBenchmarks } from './definitions/theory.mjs';
import { figureOf } from './figures.mjs';
import { describeMachine } from './machine.mjs';
import { readOptions } from './options.mjs';
import {
  compareEulerSteps,
  compareWithPublishedCodes,
  publishedCodes,
  publishedEulerSteps,
} from './published-codes.mjs';
import { measureInRounds } from './rounds.mjs';
import { checkSameLaw } from './same-law.mjs';
import { benchmarkTable, eulerStepTable, heading, publishedTable } from './table.mjs';

const benchmarks = [...simulatorBenchmarks, ...theoryBenchmarks, ...costBenchmarks];

const FULL = { rounds: 9, secondsPerMeasurement: 0.15 };
const QUICK = { rounds: 3, secondsPerMeasurement: 0.04 };

const options = readOptions(process.argv.slice(2), benchmarks);
const effort = options.quick ? QUICK : FULL;
const machine = describeMachine();
const selected = benchmarks.filter(({ name }) => options.selects(name));
const cPrograms = CPrograms.compile();
const browser = await Browser.start(
  selected.some(({ contenders }) => contenders.some(({ kind }) => kind.endsWith('-in-browser'))),
);
const hosts = { cPrograms, browser };
write(heading(machine, effort, hosts));

const results = [];
for (const definition of selected) {
  const result = await run(definition);
  results.push(result);
  write(benchmarkTable(result));
}
const published = compareWithPublishedCodes(results);
if (published.length > 0) write(publishedTable(published));
const eulerSteps = compareEulerSteps(results);
if (eulerSteps.length > 0) write(eulerStepTable(eulerSteps));
await browser.close();

if (options.json !== undefined) {
  mkdirSync(dirname(options.json), { recursive: true });
  const report = {
    machine,
    effort,
    cPrograms: cPrograms.description,
    browser: browser.description,
    benchmarks: results,
    publishedCodes,
    published,
    publishedEulerSteps,
    eulerSteps,
  };
  writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
}

async function run(definition) {
  const contenders = definition.contenders.filter(
    ({ kind }) => cPrograms.canRun(kind) && browser.canRun(kind),
  );
  const sameLaw =
    definition.sameLaw && cPrograms.available ? checkSameLaw(definition.sameLaw, cPrograms) : undefined;
  const { name, title, unit, compares, doesNotShow, mostRounds = effort.rounds } = definition;
  const rounds = Math.min(mostRounds, effort.rounds);
  const measurements = await measureInRounds(contenders, { ...effort, rounds }, hosts);
  const figures = definition.figures.flatMap((figure) => figureOf(figure, measurements) ?? []);
  return {
    name,
    title,
    unit,
    compares,
    doesNotShow,
    measurements: [...measurements.values()],
    figures,
    sameLaw,
  };
}

function write(text) {
  process.stdout.write(`${text}\n`);
}

/**
 * Measures the built packages: a table on standard output and, with `--json`, a file.
 *
 *     npm run bench -- [--only NAME]... [--quick] [--json FILE]
 *
 * NAME selects the benchmarks whose name begins with it, `simulator` or `simulator.projected-dimension`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CPrograms } from './c-programs.mjs';
import { simulatorBenchmarks } from './definitions/simulator.mjs';
import { figureOf } from './figures.mjs';
import { describeMachine } from './machine.mjs';
import { readOptions } from './options.mjs';
import { compareWithPublishedCodes, publishedCodes } from './published-codes.mjs';
import { measureInRounds } from './rounds.mjs';
import { checkSameLaw } from './same-law.mjs';
import { benchmarkTable, heading, publishedTable } from './table.mjs';

const benchmarks = [...simulatorBenchmarks];

const FULL = { rounds: 9, secondsPerMeasurement: 0.15 };
const QUICK = { rounds: 3, secondsPerMeasurement: 0.04 };

const options = readOptions(process.argv.slice(2), benchmarks);
const effort = options.quick ? QUICK : FULL;
const machine = describeMachine();
const cPrograms = CPrograms.compile();
write(heading(machine, effort, cPrograms));

const results = [];
for (const definition of benchmarks.filter(({ name }) => options.selects(name))) {
  const result = await run(definition);
  results.push(result);
  write(benchmarkTable(result));
}
const published = compareWithPublishedCodes(results);
if (published.length > 0) write(publishedTable(published));

if (options.json !== undefined) {
  mkdirSync(dirname(options.json), { recursive: true });
  const report = {
    machine,
    effort,
    cPrograms: cPrograms.description,
    benchmarks: results,
    publishedCodes,
    published,
  };
  writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`);
}

async function run(definition) {
  const contenders = definition.contenders.filter(({ kind }) => cPrograms.canRun(kind));
  const sameLaw =
    definition.sameLaw && cPrograms.available ? checkSameLaw(definition.sameLaw, cPrograms) : undefined;
  const measurements = await measureInRounds(contenders, effort, cPrograms);
  const { name, title, unit, compares, doesNotShow } = definition;
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

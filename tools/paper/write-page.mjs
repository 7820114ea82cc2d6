/** Writes docs/paper.md from the results of the paper's presets in a folder, given as the only argument. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPreset, parseExperiment, powerLawFit, scalingData } from '@crossover/experiments';
import { average, compareFrom } from './compare.mjs';
import { fixed, interval, scientific, table } from './markdown.mjs';
import { writeOverlays } from './overlays.mjs';
import { longerFile } from './presets.mjs';
import { curvesOf, resultsOf } from './stored-runs.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const [folder] = process.argv.slice(2);
const { figures } = JSON.parse(readFileSync(join(here, 'published-figures.json'), 'utf8'));
const text = readFileSync(join(here, 'page.md'), 'utf8');

const runs = (name) => resultsOf(findPreset(name), folder);
const results = (name) => runs(name).map(({ result }) => result);
const simulations = (list) => list.filter(({ specification }) => specification.kind === 'simulation');
const published = (figure, kind) => figures[figure].series.filter((series) => series.kind === kind);

/** Lines of a table for curves that one parameter tells apart. */
function heights(figure, parameter, from, timeOf = () => (time) => time) {
  const curves = curvesOf(results(`paper/${figure}`)).filter(({ kind }) => kind === 'simulation');
  return published(figure, 'simulation').map((series) => {
    const curve = curves.find(({ parameters }) => parameters[parameter] === series[parameter]);
    return { series, curve, ...compareFrom(series, curve, from, timeOf(curve)) };
  });
}

const comparison = ({ published: there, here: mean, difference, scatter, replicaScatter, points }) => [
  scientific(there),
  scientific(mean),
  fixed(100 * difference, 1),
  points > 1 ? fixed(100 * scatter, 1) : '–',
  fixed(100 * replicaScatter, 1),
  points > 1 ? (Math.abs(difference) <= Math.max(scatter, replicaScatter) ? 'yes' : 'no') : '–',
  points,
];
const comparisonColumns = [
  'published',
  'here',
  'ln(published/here), %',
  'its scatter, %',
  'scatter of replicas here, %',
  'within the scatter',
  'points',
];

function figure3() {
  const theory = curvesOf(results('paper/fig3')).filter(({ kind }) => kind !== 'simulation');
  const plateau = heights('fig3', 'noise', 1000).map((row) => [
    scientific(row.series.noise),
    ...comparison(row),
  ]);
  const ode = published('fig3', 'theory').map(({ noise, x, y }) => {
    const curve = theory.find(({ parameters }) => parameters.noise === noise);
    const risk = curve.points.find(({ time }) => time === x.at(-1)).risk;
    return [
      scientific(noise),
      scientific(y.at(-1)),
      scientific(risk),
      fixed(100 * Math.log(y.at(-1) / risk), 1),
    ];
  });
  return {
    'fig3-simulation': table(['Δ', ...comparisonColumns], plateau),
    'fig3-theory': table(['Δ', 'published', 'here', 'ln(published/here), %'], ode),
  };
}

function figure4a() {
  const rows = heights('fig4a', 'inputDimension', 1000).map((row) => [
    row.series.inputDimension,
    ...comparison(row),
  ]);
  return { fig4a: table(['d', ...comparisonColumns], rows) };
}

/** The simulations of figure 4b that go on for longer. */
function longerRuns() {
  const experiment = parseExperiment(readFileSync(longerFile, 'utf8'), { name: longerFile });
  return simulations(resultsOf(experiment, folder).map(({ result }) => result));
}

/** One line for each noise: exponents by the single value at the end, as published, and by the mean over the plateau. */
function slopes(own, figure) {
  return scalingData(own).series.map((series) => {
    const { noise } = series.parameters;
    const dimensions = [...new Set(own.map(({ specification }) => specification.inputDimension))].sort(
      (a, b) => a - b,
    );
    const singles = dimensions.map((inputDimension) => {
      const last = own
        .filter(
          ({ specification }) =>
            specification.noise === noise && specification.inputDimension === inputDimension,
        )
        .map(({ points }) => points.data.at(-1));
      return { x: inputDimension, y: average(last), standardError: null };
    });
    const there = figures[figure]?.series.find(
      ({ kind, noise: of }) => kind === 'simulation' && of === noise,
    );
    return { noise, series, singles, fitOfSingles: powerLawFit(singles), there };
  });
}

function slopeTable(figure, further = []) {
  const rows = [
    ...slopes(simulations(results(`paper/${figure}`)), figure).map((row) => ({
      ...row,
      label: scientific(row.noise),
    })),
    ...further,
  ].map(({ label, series, fitOfSingles, there }) => {
    const publishedFit =
      there === undefined
        ? null
        : powerLawFit(there.x.map((x, index) => ({ x, y: there.y[index], standardError: null })));
    const { expectedExponent: expected, fit, predictedFit, points } = series;
    const contains = ([low, high]) => (low <= expected && expected <= high ? 'yes' : 'no');
    return [
      label,
      publishedFit === null ? '–' : `${fixed(publishedFit.exponent, 3)} ${interval(publishedFit.interval)}`,
      `${fixed(fitOfSingles.exponent, 3)} ${interval(fitOfSingles.interval)}`,
      contains(fitOfSingles.interval),
      fit === null ? '–' : `${fixed(fit.exponent, 3)} ${interval(fit.interval)}`,
      fit === null ? '–' : contains(fit.interval),
      predictedFit === null ? '–' : fixed(predictedFit.exponent, 3),
      `${points.filter(({ settled }) => settled).length} of ${points.length}`,
    ];
  });
  return table(
    [
      'Δ',
      'published, R at the end',
      'here, R at the end',
      'holds −ϑ',
      'here, mean over the plateau',
      'holds −ϑ',
      'finite-d theory at the same d',
      'd with a plateau',
    ],
    rows,
  );
}

function heightsOf4b() {
  const rows = slopes(simulations(results('paper/fig4b')), 'fig4b').map(
    ({ noise, series, singles, there }) => {
      const ratios = there.x.map((x, index) =>
        Math.log(there.y[index] / singles.find((point) => point.x === x).y),
      );
      const predictions = series.points.flatMap(({ inputDimension, risk }) => {
        const predicted = series.predicted.find((point) => point.inputDimension === inputDimension);
        return predicted === undefined ? [] : [Math.log(risk / predicted.risk)];
      });
      const spread = (list) => Math.sqrt(average(list.map((value) => (value - average(list)) ** 2)));
      return [
        scientific(noise),
        fixed(100 * average(ratios), 1),
        fixed(100 * spread(ratios), 1),
        fixed(100 * average(predictions), 1),
        fixed(100 * spread(predictions), 1),
        ratios.length,
      ];
    },
  );
  return table(
    [
      'Δ',
      'ln(published/here), mean %',
      'its scatter, %',
      'ln(here/theory), mean %',
      'its scatter, %',
      'dimensions',
    ],
    rows,
  );
}

function figure6() {
  const sweeps =
    ({ parameters, timeStep }) =>
    (time) =>
      time / timeStep / parameters.inputDimension;
  const rows = heights('fig6', 'delta', 1000, sweeps).map((row) => [row.series.delta, ...comparison(row)]);
  return { fig6: table(['δ', ...comparisonColumns], rows) };
}

const tables = {
  ...figure3(),
  ...figure4a(),
  'fig4b-heights': heightsOf4b(),
  'fig4b-slopes': slopeTable(
    'fig4b',
    slopes(longerRuns(), null).map((row) => ({
      ...row,
      label: `${scientific(row.noise)}, to t = ${scientific(row.series.points[0].time)}, d ≤ ${row.series.points.at(-1).inputDimension}`,
    })),
  ),
  'fig5b-slopes': slopeTable('fig5b'),
  ...figure6(),
};
const docs = join(here, '..', '..', 'docs');
await writeOverlays(join(docs, 'paper'), figures, results);
const page = text.replace(/^\{\{(.+)\}\}$/gm, (_, name) => tables[name]);
writeFileSync(join(docs, 'paper.md'), page);

import { power } from '@crossover/math-core';
import { counted, parameterWords } from '../composition/words.ts';
import type { Figure, FigureTable } from '../figure.ts';
import { regimeSigns } from '../language/regimes.ts';
import {
  exponentFinding,
  exponentWords,
  fitCells,
  fitColumns,
  fittedLine,
  powerWords,
} from '../series/fit-words.ts';
import { seriesLabels } from '../series/labels.ts';
import type { PlottedSeries } from '../series/plotted-series.ts';
import type { SeriesRow } from '../series/rows.ts';
import { composeSeries } from '../series/series-figure.ts';
import { formatExponent } from '../text/numbers.ts';
import type { ScalingData, ScalingInput, ScalingSeries } from './input.ts';

const NBSP = '\u00a0';

/** Final risk against the input dimension: simulation, the stationary state that theory predicts, and fitted power laws. */
export function scalingFigure({ data, ...appearance }: ScalingInput): Figure<SeriesRow> {
  const labels = seriesLabels(data.series, ['d']);
  return composeSeries(
    {
      series: data.series.map((series, index) => plotted(series, labels[index])),
      horizontal: { title: 'input dimension d' },
      vertical: { titles: ['final population risk R', 'final risk R'], scale: 'log' },
      title: titleOf(data, labels),
      caption: captionOf(data),
      notes: notesOf(data),
      findings: data.series.flatMap(({ fit }, index) =>
        fit === null ? [] : [exponentFinding(`exponent of the final risk in d${suffix(labels[index])}`, fit)],
      ),
      table: () => tableOf(data, labels),
    },
    appearance,
  );
}

const suffix = (label: string): string => (label === '' ? '' : `: ${label}`);

function plotted({ regime, points, predicted, fit }: ScalingSeries, label: string): PlottedSeries {
  return {
    label: fit === null ? label || 'simulation' : `${label || 'simulation'}: exponent ${exponentWords(fit)}`,
    regime,
    points: points.map(({ inputDimension, risk, standardError, settled }) => ({
      x: inputDimension,
      y: risk,
      standardError,
      hollow: !settled,
    })),
    lines: [
      ...(fit === null ? [] : [{ style: 'fit' as const, points: fittedLine(fit, power) }]),
      {
        style: 'theory',
        points: predicted.map(({ inputDimension, risk }) => ({ x: inputDimension, y: risk })),
      },
    ],
  };
}

/** The result: the exponent of the series with the narrowest interval, and what theory expects of it. */
function titleOf({ series }: ScalingData, labels: readonly string[]): string {
  const fitted = series.flatMap((member, index) =>
    member.fit === null ? [] : [{ ...member, fit: member.fit, label: labels[index] }],
  );
  if (fitted.length === 0) {
    return series.some(({ points }) => points.length > 0)
      ? 'Final risk against the input dimension'
      : 'No points yet';
  }
  const widthOf = ({ fit }: (typeof fitted)[number]): number => fit.interval[1] - fit.interval[0];
  const best = fitted.reduce((least, member) => (widthOf(member) < widthOf(least) ? member : least));
  const { fit, expectedExponent: expected, predictedFit, label } = best;
  const where = fitted.length > 1 && label !== '' ? ` (${label})` : '';
  const verb = fit.exponent < 0 ? 'falls' : 'rises';
  const found = `Final risk ${verb} as ${powerWords('d', fit)}${where}`;
  if (predictedFit !== null) {
    const asymptotic = expected === null ? '' : `, ${formatExponent(expected)} as${NBSP}d${NBSP}→${NBSP}∞`;
    return `${found}; theory ${predictedFit.exponent.toFixed(2).replace('-', '−')} here${asymptotic}`;
  }
  return expected === null ? found : `${found}; theory ${formatExponent(expected)}`;
}

function captionOf({ series }: ScalingData): string {
  if (series.length === 0) return '';
  const points = series.flatMap((member) => member.points);
  const replicas = [...new Set(points.map((point) => point.replicas))].sort((a, b) => a - b);
  const most = replicas[replicas.length - 1] ?? 1;
  return [
    parameterWords(
      series.map(({ parameters }) => parameters),
      series.map(({ regime }) => regime),
      ['d'],
    ),
    most > 1
      ? `Marks: simulation, mean ± standard error over ${replicas.length > 1 ? `${replicas[0]} to ` : ''}${most} replicas.`
      : 'Marks: one simulation each.',
    ...(series.some(({ predicted }) => predicted.length > 0)
      ? ['Lines: stationary state of the finite-d ODE.']
      : []),
    ...(series.some(({ fit }) => fit !== null)
      ? ['Dotted: power laws fitted to what has settled, exponents with 95 % intervals.']
      : []),
    ...(points.some(({ settled }) => !settled) ? ['Hollow: still falling at the end of the runs.'] : []),
  ].join(' ');
}

function notesOf({ series }: ScalingData): string[] {
  const undrawable = series.flatMap(({ points }) => points).filter(({ risk }) => !(risk > 0)).length;
  return undrawable === 0
    ? []
    : [`${counted(undrawable, 'point', 'points')} with R ≤ 0: no place on a logarithmic axis, not drawn.`];
}

function tableOf({ series }: ScalingData, labels: readonly string[]): FigureTable {
  return {
    columns: [
      'series', 'regime', 'row', 'd', 'risk R', 'standard error', 'replicas', 'time t', 'settled', 'end slope',
      'predicted R', ...fitColumns,
    ], // prettier-ignore
    rows: series.flatMap(({ regime, points, predicted, fit, predictedFit }, index) => {
      const head = [labels[index], regimeSigns[regime].name];
      const none = fitColumns.map(() => null);
      const blank = Array.from({ length: 8 }, () => null);
      return [
        ...points.map((point) => [
          ...head,
          'point',
          point.inputDimension,
          point.risk,
          point.standardError,
          point.replicas,
          point.time,
          point.settled ? 'yes' : 'no',
          point.endSlope,
          predicted.find(({ inputDimension }) => inputDimension === point.inputDimension)?.risk ?? null,
          ...none,
        ]),
        [...head, 'fit', ...blank, ...fitCells(fit)],
        [...head, 'fit of the prediction', ...blank, ...fitCells(predictedFit)],
      ];
    }),
  };
}

import { exponential, logarithm } from '@crossover/math-core';
import { counted, parameterWords } from '../composition/words.ts';
import type { Figure, FigureTable, Finding } from '../figure.ts';
import { regimeSigns } from '../language/regimes.ts';
import { withInterval } from '../series/fit-words.ts';
import { seriesLabels } from '../series/labels.ts';
import type { LineFit, PlottedSeries } from '../series/plotted-series.ts';
import type { SeriesRow } from '../series/rows.ts';
import { composeSeries } from '../series/series-figure.ts';
import { formatNumber } from '../text/numbers.ts';
import type { EscapeData, EscapeInput, EscapeSeries } from './input.ts';

const NBSP = '\u00a0';

/** Escape time from the symmetric plateau against ln d: the asymmetry of a random start is O(d^{−1/2}) and grows as e^{λt}. */
export function escapeFigure({ data, ...appearance }: EscapeInput): Figure<SeriesRow> {
  const labels = seriesLabels(data.series, ['d', 'seed']);
  return composeSeries(
    {
      series: data.series.map((series, index) => plotted(series, labels[index])),
      horizontal: { title: 'input dimension d' },
      vertical: { titles: ['time t at which the plateau is left', 'escape time t'], scale: 'linear' },
      title: titleOf(data, labels),
      caption: captionOf(data),
      notes: notesOf(data),
      findings: data.series.flatMap(({ fit, expectedSlope }, index) =>
        fit === null ? [] : findingsOf(fit, expectedSlope, labels[index]),
      ),
      table: () => tableOf(data, labels),
    },
    appearance,
  );
}

/** The line t = t₀ + (ln d)/(2λ) with the slope of theory through the middle of what was measured. */
function guide({ points, expectedSlope }: EscapeSeries): { x: number; y: number }[] {
  if (expectedSlope === null || points.length < 2) return [];
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const logs = points.map(({ inputDimension }) => logarithm(inputDimension));
  const level = mean(points.map(({ time }) => time)) - expectedSlope * mean(logs);
  const dimensions = points.map(({ inputDimension }) => inputDimension);
  return [Math.min(...dimensions), Math.max(...dimensions)].map((x) => ({
    x,
    y: level + expectedSlope * logarithm(x),
  }));
}

function plotted(series: EscapeSeries, label: string): PlottedSeries {
  const { regime, points, fit, predicted } = series;
  const name = label === '' ? regimeSigns[regime].name : label;
  return {
    label: fit === null ? name : `${name}: slope ${withInterval(fit.slope, fit.interval)}`,
    regime,
    points: points.map(({ inputDimension, time, standardError, censored }) => ({
      x: inputDimension,
      y: time,
      standardError,
      hollow: censored > 0,
    })),
    lines: [
      ...(fit === null
        ? []
        : [
            {
              style: 'fit' as const,
              points: fit.range.map((log) => ({
                x: exponential(log),
                y: fit.intercept + fit.slope * log,
              })),
            },
          ]),
      { style: 'dashed-theory', points: guide(series) },
      {
        style: 'theory',
        points: predicted.map(({ inputDimension, time }) => ({ x: inputDimension, y: time })),
      },
    ],
  };
}

function titleOf({ series }: EscapeData, labels: readonly string[]): string {
  const fitted = series.flatMap(({ fit, expectedSlope }, index) =>
    fit === null ? [] : [{ fit, expectedSlope, label: labels[index] }],
  );
  const [first] = fitted;
  if (first === undefined) {
    if (series.some(({ points }) => points.length > 0)) return 'Escape time from the plateau';
    return series.some(({ unresolved = [] }) => unresolved.length > 0)
      ? 'More than half of the runs have not left the plateau'
      : 'No points yet';
  }
  const of = (label: string): string => (fitted.length > 1 && label !== '' ? ` (${label})` : '');
  const clauses = fitted.map(({ fit, expectedSlope, label }) => {
    const theory = expectedSlope === null ? '' : `, theory ${formatNumber(expectedSlope)}`;
    return `(${withInterval(fit.slope, fit.interval)})${NBSP}ln${NBSP}d${theory}${of(label)}`;
  });
  return `The time on the plateau grows as ${clauses.join('; ')}`;
}

function findingsOf(fit: LineFit, expectedSlope: number | null, label: string): Finding[] {
  const of = label === '' ? '' : `: ${label}`;
  return [
    {
      quantity: `slope of the escape time in ln d${of}`,
      value: fit.slope,
      standardError: fit.standardError,
      interval: fit.interval,
      from: `${fit.points} points; ${fit.method}`,
    },
    ...(expectedSlope === null
      ? []
      : [
          {
            quantity: `expected slope${of}`,
            value: expectedSlope,
            from: 'escape rate λ of the symmetric plateau',
          },
        ]),
  ];
}

function captionOf({ series, definition }: EscapeData): string {
  if (series.length === 0) return '';
  const replicas = Math.max(1, ...series.flatMap(({ points }) => points.map((point) => point.replicas)));
  return [
    parameterWords(
      series.map(({ parameters }) => parameters),
      series.map(({ regime }) => regime),
      ['d', 'seed'],
    ),
    `Marks: ${definition}, median ± standard error over up to ${replicas} runs.`,
    ...(series.some(({ fit }) => fit !== null) ? ['Dotted: fitted line.'] : []),
    ...(series.some((member) => guide(member).length > 0) ? ['Dashed: the slope that theory expects.'] : []),
    ...(series.some(({ predicted }) => predicted.length > 0)
      ? ['Line: the finite-d ODE from the same starts.']
      : []),
    ...(series.some(({ points }) => points.some(({ censored }) => censored > 0))
      ? ['Hollow: some runs had not left by their end, and count as later.']
      : []),
  ].join(' ');
}

function notesOf({ series }: EscapeData): string[] {
  const censored = series.reduce(
    (sum, { points }) => sum + points.reduce((inner, point) => inner + point.censored, 0),
    0,
  );
  const unresolved = [...new Set(series.flatMap((member) => member.unresolved ?? []))].sort((a, b) => a - b);
  return [
    ...(censored === 0
      ? []
      : [
          `${counted(censored, 'run has', 'runs have')} not left the plateau; medians take them as later than their end.`,
        ]),
    ...(unresolved.length === 0
      ? []
      : [`No median at d${NBSP}=${NBSP}${unresolved.join(', ')}: more than half of the runs have not left.`]),
  ];
}

function tableOf({ series }: EscapeData, labels: readonly string[]): FigureTable {
  return {
    columns: [
      'series',
      'regime',
      'row',
      'd',
      'escape time t',
      'standard error',
      'runs',
      'not escaped',
      'predicted t',
      'slope in ln d',
      'standard error of the slope',
      '95 % from',
      '95 % to',
      'expected slope',
      'method',
    ],
    rows: series.flatMap(({ regime, points, predicted, fit, expectedSlope }, index) => {
      const head = [labels[index], regimeSigns[regime].name];
      return [
        ...points.map((point) => [
          ...head,
          'point',
          point.inputDimension,
          point.time,
          point.standardError,
          point.replicas,
          point.censored,
          predicted.find(({ inputDimension }) => inputDimension === point.inputDimension)?.time ?? null,
          null,
          null,
          null,
          null,
          null,
          null,
        ]),
        [
          ...head,
          'fit',
          ...Array.from({ length: 6 }, () => null),
          fit?.slope ?? null,
          fit?.standardError ?? null,
          fit?.interval[0] ?? null,
          fit?.interval[1] ?? null,
          expectedSlope,
          fit?.method ?? null,
        ],
      ];
    }),
  };
}

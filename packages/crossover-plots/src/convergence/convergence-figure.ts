import { power } from '@crossover/math-core';
import { counted, parameterWords } from '../composition/words.ts';
import type { Figure, FigureTable } from '../figure.ts';
import { regimeSigns } from '../language/regimes.ts';
import { exponentFinding, exponentWords, fitCells, fitColumns, fittedLine } from '../series/fit-words.ts';
import type { PlottedSeries } from '../series/plotted-series.ts';
import type { SeriesRow } from '../series/rows.ts';
import { composeSeries } from '../series/series-figure.ts';
import { formatExponent } from '../text/numbers.ts';
import type { ConvergenceData, ConvergenceInput, ConvergenceSeries } from './input.ts';

const NBSP = '\u00a0';

const NAMES = { finite: 'finite-d ODE', limit: 'limit ODE' } as const;

/** How fast simulated overlaps approach the equations as d grows: full marks against the finite-d ODE, hollow ones against the limit. */
export function convergenceFigure({ data, ...appearance }: ConvergenceInput): Figure<SeriesRow> {
  return composeSeries(
    {
      series: data.series.map(plotted),
      horizontal: { title: 'input dimension d' },
      vertical: { titles: ['distance of simulation and ODE', 'distance'], scale: 'log' },
      title: titleOf(data),
      caption: captionOf(data),
      notes: notesOf(data),
      findings: data.series.flatMap((series) =>
        series.fit === null
          ? []
          : [exponentFinding(`exponent in d of the distance from the ${nameOf(series)}`, series.fit)],
      ),
      table: () => tableOf(data),
    },
    appearance,
  );
}

const thetaWords = (theta: number): string => `ϑ${NBSP}=${NBSP}${formatExponent(theta)}`;
const nameOf = ({ theta, equations }: ConvergenceSeries): string =>
  `${NAMES[equations]}, ${thetaWords(theta)}`;

function plotted(series: ConvergenceSeries): PlottedSeries {
  const { regime, equations, points, fit } = series;
  return {
    label: fit === null ? nameOf(series) : `${nameOf(series)}: exponent ${exponentWords(fit)}`,
    regime,
    points: points.map(({ inputDimension, distance, standardError }) => ({
      x: inputDimension,
      y: distance,
      standardError,
      hollow: equations === 'limit',
    })),
    lines: fit === null ? [] : [{ style: 'fit', points: fittedLine(fit, power) }],
  };
}

function titleOf({ series }: ConvergenceData): string {
  const fitted = series.filter(({ equations, fit }) => equations === 'finite' && fit !== null);
  const shown = fitted.length > 0 ? fitted : series.filter(({ fit }) => fit !== null);
  const exponents = shown.flatMap(({ theta, fit, expectedExponent }) =>
    fit === null
      ? []
      : [`${exponentWords(fit)} at ${thetaWords(theta)} (theory${NBSP}${formatExponent(expectedExponent)})`],
  );
  if (exponents.length === 0) {
    return series.some(({ points }) => points.length > 0)
      ? 'Distance of simulation and ODE'
      : 'No points yet';
  }
  const last = exponents.pop() ?? '';
  const list = exponents.length === 0 ? last : `${exponents.join(', ')} and ${last}`;
  return `Simulations approach the ${shown === fitted ? 'finite-d' : 'limit'} ODE as d to the power ${list}`;
}

function captionOf({ series, definition }: ConvergenceData): string {
  if (series.length === 0) return '';
  const replicas = [...new Set(series.flatMap(({ points }) => points.map((point) => point.replicas)))];
  return [
    parameterWords(
      series.map(({ parameters }) => parameters),
      series.map(({ regime }) => regime),
      ['d', 'κ', 'δ'],
    ),
    `Distance: ${definition}, mean ± standard error over ${replicas.length > 1 ? `${Math.min(...replicas)} to ` : ''}${Math.max(1, ...replicas)} replicas.`,
    ...(series.some(({ equations }) => equations === 'limit')
      ? ['Full marks: from the finite-d ODE; hollow: from the limit ODE, whose neglected part is O(d^−|ϑ|).']
      : []),
    'Dotted: fitted power laws, exponents with 95 % intervals.',
  ].join(' ');
}

function notesOf({ series }: ConvergenceData): string[] {
  const undrawable = series.flatMap(({ points }) => points).filter(({ distance }) => !(distance > 0)).length;
  return undrawable === 0
    ? []
    : [
        `${counted(undrawable, 'distance', 'distances')} of 0 or not finite: no place on a logarithmic axis, not drawn.`,
      ];
}

function tableOf({ series }: ConvergenceData): FigureTable {
  const none = fitColumns.map(() => null);
  return {
    columns: [
      'regime',
      'ϑ',
      'equations',
      'row',
      'd',
      'distance',
      'standard error',
      'replicas',
      'expected exponent',
      ...fitColumns,
    ],
    rows: series.flatMap(({ regime, theta, equations, points, fit, expectedExponent }) => {
      const head = [regimeSigns[regime].name, theta, equations];
      return [
        ...points.map((point) => [
          ...head,
          'point',
          point.inputDimension,
          point.distance,
          point.standardError,
          point.replicas,
          null,
          ...none,
        ]),
        [...head, 'fit', null, null, null, null, expectedExponent, ...fitCells(fit)],
      ];
    }),
  };
}

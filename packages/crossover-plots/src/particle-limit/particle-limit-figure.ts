import { power } from '@crossover/math-core';
import { counted, parameterWords } from '../composition/words.ts';
import type { Figure, FigureTable, Finding } from '../figure.ts';
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
import { formatNumber } from '../text/numbers.ts';
import type { ParticleLimitData, ParticleLimitInput, ParticleLimitSeries } from './input.ts';

const SOURCES = { simulation: 'simulation', finite: 'finite-d ODE', limit: 'limit ODE' } as const;
/** Width, its prefactor and its rate vary along the axis; d does where a limit knows none. */
const ALONG = ['p', 'γ₀', 'κ', 'δ', 'd', 'seed'];

/** Whether networks tend to the mean-field limit as they grow: in the region of perfect learning they do, on the plateau line they do not. */
export function particleLimitFigure({ data, ...appearance }: ParticleLimitInput): Figure<SeriesRow> {
  const labels = seriesNames(data.series);
  const widths = [
    ...new Set(data.series.flatMap(({ points }) => points.map(({ studentWidth }) => studentWidth))),
  ];
  return composeSeries(
    {
      series: data.series.map((series, index) => plotted(series, withoutRegime(labels[index]))),
      horizontal: { title: 'student width p', values: widths.sort((a, b) => a - b) },
      vertical: { titles: ['largest |R/R(p → ∞) − 1| over time', '|R/R(p → ∞) − 1|'], scale: 'log' },
      title: titleOf(data),
      caption: captionOf(data),
      notes: notesOf(data),
      findings: data.series.flatMap((series, index) => findingsOf(series, labels[index])),
      table: () => tableOf(data, labels),
    },
    appearance,
  );
}

function seriesNames(series: readonly ParticleLimitSeries[]): string[] {
  const labels = seriesLabels(series, ALONG);
  return series.map(({ regime, source }, index) =>
    [regimeSigns[regime].name, SOURCES[source], labels[index]].filter((text) => text !== '').join(', '),
  );
}

/** Blocks of a legend have the regime as their heading. */
const withoutRegime = (label: string): string => label.slice(label.indexOf(', ') + 2);

function plotted({ regime, source, points, fit }: ParticleLimitSeries, label: string): PlottedSeries {
  return {
    label: fit === null ? label : `${label}: exponent ${exponentWords(fit)}`,
    regime,
    points: points.map(({ studentWidth, distance, standardError }) => ({
      x: studentWidth,
      y: distance,
      standardError,
      hollow: source !== 'simulation',
    })),
    lines: fit === null ? [] : [{ style: 'fit', points: fittedLine(fit, power) }],
  };
}

/** The widest of these points. */
const widest = (points: ParticleLimitSeries['points']) =>
  points.reduce((most, point) => (point.studentWidth > most.studentWidth ? point : most));

function findingsOf({ fit, points }: ParticleLimitSeries, label: string): Finding[] {
  if (points.length === 0) return [];
  const { studentWidth, distance, standardError } = widest(points);
  return [
    ...(fit === null ? [] : [exponentFinding(`exponent of the distance in p: ${label}`, fit)]),
    {
      quantity: `distance at p = ${studentWidth}: ${label}`,
      value: distance,
      ...(standardError === null ? {} : { standardError }),
      from: 'the point of the widest networks',
    },
  ];
}

/** How a regime's networks stand to the particles: a power where one is expected, else the distance that the widest keep. */
function clauseOf(series: readonly ParticleLimitSeries[]): string[] {
  const fits = series.flatMap(({ fit, expectedExponent }) =>
    fit !== null && expectedExponent !== null ? [fit] : [],
  );
  if (fits.length > 0) {
    const best = fits.reduce((least, fit) =>
      fit.interval[1] - fit.interval[0] < least.interval[1] - least.interval[0] ? fit : least,
    );
    const tends = best.interval[1] < 0 ? 'approach the particles as' : 'do not approach the particles:';
    return [`networks ${tends} ${powerWords('p', best)}`];
  }
  const [first] = series.filter(({ points }) => points.length > 0);
  if (first === undefined) return [];
  const { studentWidth, distance } = widest(first.points);
  return [`at p\u00a0=\u00a0${studentWidth} they are still ${formatNumber(distance, 2)} away`];
}

/** One clause for each regime. */
function titleOf({ series }: ParticleLimitData): string {
  const clauses = (['perfect-learning', 'plateau', 'bad-learning'] as const).flatMap((regime) =>
    clauseOf(series.filter((member) => member.regime === regime)).map(
      (clause) => `${regimeSigns[regime].name}: ${clause}`,
    ),
  );
  if (clauses.length === 0) {
    return series.some(({ points }) => points.length > 0)
      ? 'Distance from the mean-field limit'
      : 'No points yet';
  }
  const text = clauses.join('; ');
  return text[0].toUpperCase() + text.slice(1);
}

function captionOf({ series, definition }: ParticleLimitData): string {
  if (series.length === 0) return '';
  const starts = Math.max(1, ...series.flatMap(({ points }) => points.map((point) => point.starts)));
  return [
    parameterWords(
      series.map(({ parameters }) => parameters),
      series.map(({ regime }) => regime),
      ALONG,
    ),
    `Distance: ${definition}, ± standard error over up to ${starts} random starts. Full marks: simulation; hollow: solutions of the equations.`,
    'Dotted: fitted power laws, exponents with 95 % intervals.',
  ].join(' ');
}

function notesOf({ series }: ParticleLimitData): string[] {
  const undrawable = series.flatMap(({ points }) => points).filter(({ distance }) => !(distance > 0)).length;
  return undrawable === 0
    ? []
    : [
        `${counted(undrawable, 'distance', 'distances')} of 0 or not finite: no place on a logarithmic axis, not drawn.`,
      ];
}

function tableOf({ series }: ParticleLimitData, labels: readonly string[]): FigureTable {
  const none = fitColumns.map(() => null);
  return {
    columns: [
      'series',
      'regime',
      'source',
      'row',
      'p',
      'distance',
      'standard error',
      'starts',
      'expected exponent',
      ...fitColumns,
    ],
    rows: series.flatMap(({ regime, source, points, fit, expectedExponent }, index) => {
      const head = [labels[index], regimeSigns[regime].name, SOURCES[source]];
      return [
        ...points.map((point) => [
          ...head,
          'point',
          point.studentWidth,
          point.distance,
          point.standardError,
          point.starts,
          null,
          ...none,
        ]),
        [...head, 'fit', null, null, null, null, expectedExponent, ...fitCells(fit)],
      ];
    }),
  };
}

import { wholeDecades } from '../axes/decades.ts';
import {
  bottomRoom,
  columnsFor,
  composeBands,
  emptySpec,
  frameWidth,
  innerWidth,
  type Band,
} from '../composition/bands.ts';
import type { Figure, FigureTable } from '../figure.ts';
import { regimeSigns } from '../language/regimes.ts';
import { themes, type Theme } from '../language/theme.ts';
import { wrapText } from '../text/wrap.ts';
import { isDrawable } from '../trajectories/rows.ts';
import type { WidthData, WidthInput, WidthPanelData } from './input.ts';
import { censoredHeight, riskLayers, timeLayers, type WidthAxes } from './layers.ts';
import { medianRisk } from './quantile-of.ts';
import { widthRows, type WidthRow } from './rows.ts';
import { findingsOf, panelVerdict, titleOf } from './verdict.ts';
import { widthDomain } from './width-axis.ts';
import { captionOf, notesOf } from './words.ts';

/** Fewer pixels than this are no frame for a sweep over widths. */
const LEAST_FRAME = 185;
const MOST_COLUMNS = 3;
const GAP = 16;
const TICK = 6;

const EQUATIONS: Readonly<Record<NonNullable<WidthPanelData['equations']>, string>> = {
  finite: 'finite-d ODE',
  exact: 'exact mean drift',
  limit: 'limit ODE',
  'gradient-flow': 'gradient flow',
  'mean-field': 'particles',
};

function heading(panel: WidthPanelData, data: WidthData, width: number, theme: Theme) {
  const { glyph } = regimeSigns[panel.regime];
  const verdict =
    data.panels.length === 1 ? [] : wrapText(panelVerdict(panel, data), width, theme.smallFontSize);
  const source = panel.source === 'theory' ? ` (${EQUATIONS[panel.equations ?? 'finite']})` : '';
  const label = `${glyph} ${panel.label}${source}`;
  return [
    ...wrapText(label, width, theme.fontSize).map((text) => ({
      text,
      colour: theme.regimes[panel.regime].text,
      size: theme.fontSize,
      weight: 600 as const,
    })),
    ...verdict.map((text) => ({ text, colour: theme.mutedInk, size: theme.smallFontSize })),
  ];
}

function axesOf(data: WidthData): WidthAxes {
  const outcomes = data.panels.flatMap(({ widths }) => widths).filter(({ risks }) => risks.length > 0);
  const widths = [...new Set(outcomes.map(({ studentWidth }) => studentWidth))].sort((a, b) => a - b);
  const fields = data.panels.map(({ meanField }) => meanField).filter((field) => field !== null);
  const times = outcomes.flatMap(({ timeToThreshold: { median, low, high } }) => [median, low, high]);
  return {
    widths,
    widthDomain: widthDomain(widths),
    risk: wholeDecades(
      [...outcomes.flatMap(({ risks }) => risks), ...fields.map(({ risk }) => risk), data.threshold],
      { min: 1e-3, max: 1 },
    ),
    time: wholeDecades(
      [...times, ...fields.map(({ timeToThreshold }) => timeToThreshold)].filter((time) => time !== null),
      { min: 1, max: Math.max(10, data.time) },
    ),
    teacherWidth: data.teacherWidth,
    threshold: data.threshold,
  };
}

function bandsOf(input: WidthInput, axes: WidthAxes, columns: number, theme: Theme): Band[] {
  const { data } = input;
  const bands: Band[] = [];
  for (let first = 0; first < data.panels.length; first += columns) {
    const row = data.panels.slice(first, first + columns);
    const drawable = (value: number | null | undefined): number | null =>
      value !== null && value !== undefined && isDrawable(value) ? value : null;
    bands.push(
      {
        share: 3,
        bottom: TICK,
        cells: row.map((panel, index) => ({
          heading: (width) => heading(panel, data, width, theme),
          layers: (frame) =>
            riskLayers(first + index, drawable(panel.meanField?.risk), axes, index === 0, frame, theme),
        })),
      },
      {
        share: 2,
        top: censoredHeight(theme),
        bottom: bottomRoom(theme, true),
        cells: row.map((panel, index) => ({
          heading: () => [],
          layers: (frame) =>
            timeLayers(
              first + index,
              drawable(panel.meanField?.timeToThreshold),
              axes,
              index === 0,
              frame,
              theme,
            ),
        })),
      },
    );
  }
  return bands;
}

function tableOf(data: WidthData): FigureTable {
  const rows = data.panels.flatMap((panel) => [
    ...panel.widths.flatMap((outcome) => {
      const { median, low, high, reached, censored } = outcome.timeToThreshold;
      const common = [panel.label, regimeSigns[panel.regime].name, panel.source, outcome.studentWidth];
      return [
        [
          ...common,
          outcome.representable ? 'yes' : 'no',
          'median',
          outcome.risks.length === 0 ? null : medianRisk(outcome),
          median,
          low,
          high,
          reached,
          censored,
        ],
        ...outcome.quantiles
          .filter(({ level }) => level !== 0.5)
          .map(({ level, risk }) => [
            ...common,
            outcome.representable ? 'yes' : 'no',
            `quantile ${level}`,
            risk,
            null,
            null,
            null,
            null,
            null,
          ]),
        ...outcome.risks.map((risk, start) => [
          ...common,
          outcome.representable ? 'yes' : 'no',
          `start of rank ${start + 1}`,
          risk,
          null,
          null,
          null,
          null,
          null,
        ]),
      ];
    }),
    ...(panel.meanField === null
      ? []
      : [
          [
            panel.label,
            regimeSigns[panel.regime].name,
            'particles, p → ∞',
            null,
            null,
            'mean field',
            panel.meanField.risk,
            panel.meanField.timeToThreshold,
            null,
            null,
            null,
            null,
          ],
        ]),
  ]);
  return {
    columns: [
      'panel',
      'regime',
      'source',
      'p',
      'k divides p',
      'statistic',
      'final risk R',
      'time to threshold',
      'low',
      'high',
      'reached',
      'never',
    ],
    rows,
  };
}

/**
 * Final risk over random starts, and below it the time to a given risk, against the student width p: where
 * narrow networks end, and from which width on the median start learns. One pair of frames for each sweep;
 * all share their axes.
 */
export function widthFigure(input: WidthInput): Figure<WidthRow> {
  const { data, size, furniture } = input;
  const theme = themes[input.theme];
  const title = titleOf(data);
  const caption = captionOf(data);
  const notes = notesOf(data);
  const words = {
    title,
    caption,
    notes,
    findings: findingsOf(data),
    signals: {},
    table: () => tableOf(data),
  };
  const axes = axesOf(data);
  if (axes.widths.length === 0) {
    const datasets = { risks: [], starts: [], times: [] };
    return {
      ...words,
      datasets,
      spec: emptySpec({ title, caption, notes, datasets, theme, size, furniture }),
    };
  }
  const columns = columnsFor(data.panels.length, MOST_COLUMNS, LEAST_FRAME, GAP, innerWidth(size, theme));
  const width = frameWidth(input.size, theme, columns, GAP);
  const datasets = { ...widthRows(data, axes.widthDomain, width, theme) };
  const bands = bandsOf(input, axes, columns, theme);
  return {
    ...words,
    datasets,
    spec: composeBands({ title, caption, notes, datasets, bands, columns, gap: GAP, theme, size, furniture }),
  };
}

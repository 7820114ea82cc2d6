import { wholeDecades, type LogDomain } from '../axes/decades.ts';
import {
  bottomRoom,
  columnsFor,
  composeBands,
  emptySpec,
  innerWidth,
  type Band,
  type Cell,
  type Frame,
} from '../composition/bands.ts';
import type { Figure } from '../figure.ts';
import { regimeSigns } from '../language/regimes.ts';
import { shade } from '../language/shades.ts';
import { themes, type Theme } from '../language/theme.ts';
import { wrapText } from '../text/wrap.ts';
import { legendView } from '../trajectories/stand-alone.ts';
import type { Layer } from '../vega-lite/parts.ts';
import type { LearningRateInput, LearningRateSeries } from './input.ts';
import { budgetLayers, endLayers, sweepLayers, type LearningRateAxes } from './layers.ts';
import { learningRateRows, type LearningRateRow, type LearningRateRows } from './rows.ts';
import { learningRateTable } from './table.ts';
import { captionOf, findingsOf, notesOf, seriesLabels, titleOf } from './words.ts';

/** Fewer pixels than this are no frame for a U. */
const LEAST_FRAME = 140;
const MOST_COLUMNS = 3;

const NOTHING: LogDomain = { min: 1e-3, max: 1 };
/** Room beside the outermost rates, as a factor. */
const MARGIN = 1.25;

function axesOf(rows: LearningRateRows): LearningRateAxes {
  const all = [...rows.ends, ...rows.sweeps, ...rows.predicted, ...rows.budgets];
  const rates = all.map(({ learningRate }) => learningRate);
  const risks = [...rows.ends, ...rows.predicted, ...rows.budgets].flatMap(({ value, high, nextValue }) => [
    value ?? 0,
    high ?? 0,
    nextValue ?? 0,
  ]);
  return {
    rate: { min: Math.min(...rates) / MARGIN, max: Math.max(...rates) * MARGIN },
    risk: wholeDecades(risks, NOTHING),
    sweeps: wholeDecades(
      rows.sweeps.map(({ value }) => value ?? 0),
      { min: 1, max: 100 },
    ),
  };
}

function cellsOf(series: readonly LearningRateSeries[], axes: LearningRateAxes, theme: Theme): Cell[] {
  const labels = seriesLabels(series);
  const cell = (heading: string, layers: (frame: Frame) => Layer[]): Cell => ({
    heading: (width) =>
      wrapText(heading, width, theme.fontSize).map((text) => ({
        text,
        colour: theme.ink,
        size: theme.fontSize,
        weight: 600,
      })),
    layers,
  });
  return [
    ...(series.some(({ points }) => points.length > 0)
      ? [
          cell('Where it ends', (frame) => endLayers(axes, frame, theme)),
          cell('How long it takes', (frame) => sweepLayers(axes, frame, theme)),
        ]
      : []),
    ...series.flatMap(({ budgets }, index) =>
      budgets.some(({ points }) => points.length > 0)
        ? [
            cell(`After ν/d sweeps${labels[index] === '' ? '' : `, ${labels[index]}`}`, (frame) =>
              budgetLayers(index, axes, frame, theme),
            ),
          ]
        : [],
    ),
  ];
}

/** The marks of the series, where there are several. */
function legendOf(series: readonly LearningRateSeries[], theme: Theme) {
  const labels = seriesLabels(series);
  const entries = series.flatMap(({ points }, rank) => {
    const [first] = points;
    if (first === undefined) return [];
    return [
      {
        group: String(rank),
        label: labels[rank],
        colour: shade(theme.regimes[first.regime], rank, series.length),
        shape: regimeSigns[first.regime].shape,
        mark: true,
        line: points.some(({ predictedRisk }) => predictedRisk !== null) ? ('solid' as const) : null,
        regime: first.regime,
      },
    ];
  });
  if (entries.length < 2) return {};
  const block = { panel: '', regime: entries[0].regime, entries };
  return { legend: (width: number) => legendView(block, width, theme, false) };
}

/**
 * What a learning rate costs: the final risk against γ with the prediction of the theory, the sweeps ν/d it
 * takes to get there, and the risk after given numbers of sweeps, too slow on the one side and too coarse on
 * the other, with the optimum marked.
 */
export function learningRateFigure(input: LearningRateInput): Figure<LearningRateRow> {
  const { data, size, furniture } = input;
  const theme = themes[input.theme];
  const datasets = { ...learningRateRows(data.series, theme) };
  const words = { title: titleOf(data), caption: captionOf(data), notes: notesOf(data) };
  const figure = {
    ...words,
    datasets,
    signals: {},
    findings: findingsOf(data),
    table: () => learningRateTable(data),
  };
  if (datasets.sweeps.length + datasets.budgets.length === 0) {
    return { ...figure, spec: emptySpec({ ...words, datasets, theme, size, furniture }) };
  }
  const axes = axesOf(datasets);
  const cells = cellsOf(data.series, axes, theme);
  const gap = Math.round(5.2 * theme.fontSize);
  const columns = columnsFor(cells.length, MOST_COLUMNS, LEAST_FRAME, gap, innerWidth(size, theme));
  const censored = datasets.sweeps.some(({ value }) => value === null);
  const bands: Band[] = [];
  for (let first = 0; first < cells.length; first += columns) {
    bands.push({
      cells: cells.slice(first, first + columns),
      share: 1,
      top: censored ? theme.smallFontSize : 0,
      bottom: bottomRoom(theme, true),
    });
  }
  return {
    ...figure,
    spec: composeBands({
      ...words,
      datasets,
      bands,
      columns,
      gap,
      ...legendOf(data.series, theme),
      theme,
      size,
      furniture,
    }),
  };
}

import { bandFrames, composeBands, emptySpec, type BandedFigure } from '../composition/bands.ts';
import { scaleBar } from '../composition/scale-bar.ts';
import type { Figure, FigureTable } from '../figure.ts';
import { divergingColours } from '../language/diverging-colours.ts';
import { regimeSigns } from '../language/regimes.ts';
import { themes, type Theme } from '../language/theme.ts';
import { formatNumber } from '../text/numbers.ts';
import { label, type Layer } from '../vega-lite/parts.ts';
import { blockLayout, type BlockLayout } from './block-layout.ts';
import type { OverlapsData, OverlapsInput } from './input.ts';
import { overlapRows, scaleLimit, studentNumber, type OverlapRow } from './rows.ts';
import { captionOf, findingsOf, notesOf, sourceNames, titleOf } from './words.ts';

const raw = { scale: null, axis: null, type: 'quantitative' as const };
const colour = { field: 'colour', type: 'nominal' as const, scale: null, legend: null };

/** Squares smaller than this stand without a line between them. */
const LINED = 6;

function layers(data: OverlapsData, layout: BlockLayout, theme: Theme): Layer[] {
  const word = (name: string, align: 'left' | 'center' | 'right', size: number, clip = false): Layer => ({
    data: { name },
    mark: { type: 'text', clip, align, baseline: 'middle', fontSize: size, aria: false },
    encoding: {
      x: { field: 'left', ...raw },
      y: { field: 'top', ...raw },
      text: { field: 'text', type: 'nominal' },
      color: colour,
    },
  });
  const { cell } = layout;
  const starts = data.frames.flatMap((_, frame) => {
    if (frame % layout.columns !== 0) return [];
    const matrices = layout.beside ? (['M'] as const) : (['M', 'Q'] as const);
    return matrices.map((matrix) => layout.corner(frame, matrix).y);
  });
  const student = { colour: theme.ink, size: theme.fontSize, align: 'center' as const, angle: 270 };
  const middle = 0.5 * data.studentWidth * cell;
  const x = -4.4 * theme.fontSize;
  return [
    {
      data: { name: 'entries' },
      mark: {
        type: 'rect',
        stroke: theme.background,
        strokeWidth: cell < LINED ? 0 : 0.75,
        aria: false,
      },
      encoding: {
        x: { field: 'left', ...raw },
        x2: { field: 'right' },
        y: { field: 'top', ...raw },
        y2: { field: 'bottom' },
        fill: colour,
      },
    },
    word('heads', 'left', theme.smallFontSize, true),
    word('below', 'center', 0.9 * theme.smallFontSize),
    word('beside', 'right', 0.9 * theme.smallFontSize),
    ...starts.map((y) => label('student unit', { x, y: y + middle }, student)),
  ];
}

function tableOf(data: OverlapsData): FigureTable {
  const rows = data.frames.flatMap(({ time, risk, M, Q }) => [
    [time, 'R', null, null, risk],
    ...M.flatMap((values, row) =>
      values.map((value, column) => [time, 'M', studentNumber(data, row), column + 1, value]),
    ),
    ...Q.flatMap((values, row) =>
      values.map((value, column) => [
        time,
        'Q',
        studentNumber(data, row),
        studentNumber(data, column),
        value,
      ]),
    ),
  ]);
  return { columns: ['t', 'quantity', 'student unit', 'other unit', 'value'], rows };
}

/**
 * The overlap matrices M and Q of one run at several times, as maps on one diverging scale that is symmetric
 * about 0: how students single out teachers.
 */
export function overlapsFigure(input: OverlapsInput): Figure<OverlapRow> {
  const { data, size, furniture } = input;
  const theme = themes[input.theme];
  const words = { title: titleOf(data), caption: captionOf(data), notes: notesOf(data) };
  const figure = { ...words, signals: {}, findings: findingsOf(data), table: () => tableOf(data) };
  if (data.frames.length === 0) {
    const datasets = { entries: [], heads: [], below: [], beside: [] };
    return { ...figure, datasets, spec: emptySpec({ ...words, datasets, theme, size, furniture }) };
  }
  const limit = scaleLimit(data);
  const ticks = [-1, -0.5, 0, 0.5, 1].map((share) => ({
    position: 0.5 + 0.5 * share,
    text: formatNumber(share * limit),
  }));
  const { glyph, heading } = regimeSigns[data.regime];
  const partsWith = (maps: () => Layer[]): Omit<BandedFigure, 'datasets'> => ({
    ...words,
    bands: [
      {
        share: 1,
        bottom: 0,
        cells: [
          {
            heading: () => [
              {
                text: `${glyph} ${heading}, ${sourceNames[data.source]}`,
                colour: theme.regimes[data.regime].text,
                size: theme.fontSize,
                weight: 600,
              },
            ],
            layers: maps,
          },
        ],
      },
    ],
    columns: 1,
    gap: 0,
    legend: (width) => scaleBar('overlap', divergingColours[theme.name], ticks, width, theme),
    theme,
    size,
    furniture,
  });
  const [frame] = bandFrames(partsWith(() => []));
  const layout = blockLayout(data.frames.length, data.studentWidth, data.teacherWidth, frame, theme);
  const datasets = { ...overlapRows(data, layout, limit, theme) };
  const parts = partsWith(() => layers(data, layout, theme));
  // Where the width limits the maps, the figure is no higher than they are.
  const spare = Math.max(0, frame.height - layout.height);
  const spec = composeBands({ ...parts, datasets, size: { width: size.width, height: size.height - spare } });
  return { ...figure, datasets, spec };
}

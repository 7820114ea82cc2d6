import {
  bottomRoom,
  columnsFor,
  composeBands,
  emptySpec,
  frameWidth,
  innerWidth,
  type Band,
} from '../composition/bands.ts';
import { keyStrip } from '../composition/key-strip.ts';
import type { Figure, FigureTable } from '../figure.ts';
import { regimeSigns } from '../language/regimes.ts';
import { teacherColour, teacherColours } from '../language/teacher-colours.ts';
import { themes, type Theme } from '../language/theme.ts';
import { wrapText } from '../text/wrap.ts';
import type { AlignmentData, AlignmentInput, AlignmentPanel } from './input.ts';
import { alignmentLayers } from './layers.ts';
import { panelRange, panelRows, type AlignmentRow } from './rows.ts';
import { specialisationOf } from './specialisation.ts';
import { captionOf, findingsOf, notesOf, panelLabels, titleOf, verdict } from './words.ts';

const LEAST_FRAME = 160;
const MOST_COLUMNS = 3;
const GAP = 18;

function heading(panel: AlignmentPanel, label: string, alone: boolean, width: number, theme: Theme) {
  const { glyph, heading: name } = regimeSigns[panel.regime];
  const specialisation = specialisationOf(panel);
  const result = alone || specialisation === null ? '' : verdict(specialisation);
  return [
    {
      text: `${glyph} ${name}`,
      colour: theme.regimes[panel.regime].text,
      size: theme.fontSize,
      weight: 600 as const,
    },
    ...[label, result]
      .filter((text) => text !== '')
      .flatMap((text) => wrapText(text, width, theme.smallFontSize))
      .map((text) => ({ text, colour: theme.mutedInk, size: theme.smallFontSize })),
  ];
}

function tableOf({ panels }: AlignmentData): FigureTable {
  const labels = panelLabels(panels);
  return {
    columns: ['regime', 'panel', 'source', 'student unit', 'teacher unit', 't', 'Mᵢᵣ/√(Qᵢᵢ Pᵣᵣ)'],
    rows: panels.flatMap(({ regime, lines }, index) =>
      lines.flatMap(({ source, unit, teacher, points }) =>
        points.map(({ time, alignment }) => [
          regimeSigns[regime].name,
          labels[index],
          source,
          unit + 1,
          teacher + 1,
          time,
          alignment,
        ]),
      ),
    ),
  };
}

/**
 * The alignment of each student unit with the teacher unit that it ends closest to, against time: when units
 * specialise. A panel for each parameter point, coloured by teacher unit.
 */
export function alignmentFigure(input: AlignmentInput): Figure<AlignmentRow> {
  const { data, size, furniture } = input;
  const theme = themes[input.theme];
  const panels = data.panels.filter(({ lines }) => lines.some(({ points }) => points.length > 0));
  const columns = columnsFor(panels.length, MOST_COLUMNS, LEAST_FRAME, GAP, innerWidth(size, theme));
  const width = frameWidth(size, theme, columns, GAP);
  const datasets = {
    alignments: panels.flatMap((panel, index) => panelRows(panel, index, width, theme)),
  };
  const teachers = [...new Set(panels.flatMap(({ lines }) => lines.map(({ teacher }) => teacher)))].sort(
    (a, b) => a - b,
  );
  const repeated = teachers.some((teacher) => teacher >= teacherColours[theme.name].length);
  const notes = [
    ...notesOf(data),
    ...(repeated ? ['Colours repeat from the ninth teacher unit on; the table tells units apart.'] : []),
  ];
  const words = { title: titleOf(data), caption: captionOf(data), notes };
  const figure = { ...words, datasets, signals: {}, findings: findingsOf(data), table: () => tableOf(data) };
  if (panels.length === 0) {
    return { ...figure, spec: emptySpec({ ...words, datasets, theme, size, furniture }) };
  }
  const labels = panelLabels(panels);
  const bands: Band[] = [];
  for (let first = 0; first < panels.length; first += columns) {
    bands.push({
      share: 1,
      bottom: bottomRoom(theme, true),
      cells: panels.slice(first, first + columns).map((panel, place) => ({
        heading: (frameWide) => heading(panel, labels[first + place], panels.length === 1, frameWide, theme),
        layers: (frame) =>
          alignmentLayers(panel, first + place, panelRange(panel), place === 0, frame, theme),
      })),
    });
  }
  const key = teachers.map((teacher) => ({
    label: `teacher unit ${teacher + 1}`,
    colour: teacherColour(theme.name, teacher),
  }));
  return {
    ...figure,
    spec: composeBands({
      ...words,
      datasets,
      bands,
      columns,
      gap: GAP,
      legend: (inner) => keyStrip(key, inner, theme),
      theme,
      size,
      furniture,
    }),
  };
}

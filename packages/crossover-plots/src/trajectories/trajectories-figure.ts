import { wholeDecades, type LogDomain } from '../axes/decades.ts';
import type { Figure } from '../figure.ts';
import { themes } from '../language/theme.ts';
import { timeDefinition, timeWords } from '../text/time-definition.ts';
import { composeFigure } from './composition.ts';
import type { TrajectoriesInput } from './input.ts';
import { layoutPanels, type Layout } from './layout.ts';
import { legendBlocks, type LegendBlock } from './legend.ts';
import { arrangePanels, type Panel } from './panels.ts';
import { panelRows, type TrajectoryRow } from './rows.ts';
import { signalValues } from './signals.ts';
import { trajectoriesTable } from './table.ts';
import { publishedRows } from './published.ts';
import { figureFindings, figureTitle, panelVerdict } from './verdict.ts';
import { captionOf, notesOf } from './words.ts';
import { wordsHeight } from './words-height.ts';

/** A panel as a page needs it to write the words around it. */
export interface PanelSummary {
  readonly key: string;
  readonly regimes: Panel['regimes'];
  /** Its result in one sentence. */
  readonly verdict: string;
  readonly time: { readonly words: string; readonly base: string; readonly raised: string };
  /** The whole axis, and what of it is shown. */
  readonly range: Panel['range'];
  readonly shown: LogDomain;
}

/** Risk against time, with all that a page or a paper needs to show it. */
export interface TrajectoriesFigure extends Figure<TrajectoryRow> {
  readonly panels: readonly PanelSummary[];
  readonly legend: readonly LegendBlock[];
  readonly layout: Layout;
  /** The risk axis that all panels share. */
  readonly risk: LogDomain;
  /** Groups that are switched off. */
  readonly hidden: readonly string[];
}

const NOTHING_YET: LogDomain = { min: 1e-3, max: 1 };

function* drawnRisks(rows: readonly TrajectoryRow[]): Generator<number> {
  for (const { risk, high } of rows) {
    yield risk;
    if (high !== null) yield high;
  }
}

/**
 * Population risk R against time, log–log: simulation as marks with a band over replicas, theory as lines,
 * one panel for each regime in its own time or one for all in ν/d or ν. Panels share the risk axis.
 *
 * A pure function of what is known so far. While points arrive, call it again: as long as `sameStructure`
 * holds, a view of the former figure shows the new one after its datasets and signals are replaced.
 */
export function trajectoriesFigure(input: TrajectoriesInput): TrajectoriesFigure {
  const theme = themes[input.theme];
  const arranged = arrangePanels(input.curves, input.timeAxis, theme);
  const { panels } = arranged;
  const legend = legendBlocks(panels);
  const overlay =
    input.published === undefined ? '' : ` Grey crosses: ${input.published.label}, one run each.`;
  const caption = `${captionOf(input.curves, arranged)}${overlay}`;
  const notes = notesOf(input.curves, arranged);
  const title = figureTitle(panels);
  const foot = [caption, ...notes];
  const layout = layoutPanels(input.size, panels.length, theme, (panelWidth, arrangement) =>
    input.furniture === 'axes'
      ? 0
      : wordsHeight(
          { panels, legend, title, foot, theme, inner: 0.85 * input.size.width },
          panelWidth,
          arrangement,
        ),
  );

  const shown = panels.map(({ key, range }) => input.view?.time?.[key] ?? range.domain);
  const rows = panels.flatMap((panel, index) =>
    panelRows(panel, input.timeAxis, shown[index], layout.panelWidth),
  );
  const risk = input.view?.risk ?? wholeDecades(drawnRisks(rows), NOTHING_YET);
  const figure = {
    datasets: {
      simulation: rows.filter(({ kind }) => kind === 'simulation'),
      theory: rows.filter(({ kind }) => kind !== 'simulation'),
      ...publishedRows(panels, input),
    },
    signals: signalValues(panels, shown, risk, input.view ?? {}, layout.panelHeight),
    title,
    caption,
    notes,
    findings: figureFindings(panels),
  };
  const definitions = panels.map((panel) => ({
    words: timeWords[input.timeAxis],
    ...timeDefinition(input.timeAxis, panel.regimes[0] ?? 'plateau', panel.thetas),
  }));
  return {
    ...figure,
    spec: composeFigure({ ...figure, panels, definitions, layout, legend, theme, input }),
    table: () => trajectoriesTable(arranged, input.timeAxis),
    panels: panels.map((panel, index) => ({
      key: panel.key,
      regimes: panel.regimes,
      verdict: panelVerdict(panel),
      time: definitions[index],
      range: panel.range,
      shown: shown[index],
    })),
    legend,
    layout,
    risk,
    hidden: input.view?.hidden ?? [],
  };
}

import { formatNumber, type Figure } from '@crossover/crossover-plots';
import { svgOf } from '@crossover/crossover-plots/svg';
import type { FigureData } from '@crossover/experiments';
import { drawFigure, type Look } from '../figures/draw.ts';
import type { RequestedFigure } from '../figures/draw-experiment.ts';
import { figureCsv, figureJson } from '../figures/write-figure.ts';
import { dataLink } from './data-link.ts';
import { dataTable } from './data-table.ts';
import { inlineSvg } from './inline-svg.ts';
import { markup, type Markup } from './markup.ts';

/** Longer tables are read in the data, not on the page. */
const MOST_ROWS = 1000;

const onPage = (theme: 'light' | 'dark'): Look => ({ theme, width: 832, furniture: 'full' });

const kindsInWords: Readonly<Record<FigureData['kind'], string>> = {
  trajectories: 'Risk in time',
  'phase-diagram': 'Phase diagram',
  scaling: 'Final risk against dimension',
  convergence: 'Distance between simulation and equations',
  width: 'Width',
  'learning-rate': 'Learning rate',
  overlaps: 'Overlaps in time',
  alignment: 'Alignment in time',
  'particle-limit': 'Distance from the particle limit',
  escape: 'Escape from the plateau',
};

/** One figure with all that belongs to it: the picture by day and by night, its numbers, its points, its data. */
export async function figureSection(requested: RequestedFigure, number: number): Promise<Markup> {
  try {
    if ('error' in requested) throw requested.error;
    return await drawnSection(requested.name, requested.data, number);
  } catch (error) {
    return markup`<section><h3>Figure ${number} · ${requested.name}</h3>
<p class="failure">This figure could not be drawn: ${(error as Error).message}</p></section>`;
  }
}

async function drawnSection(name: string, data: FigureData, number: number): Promise<Markup> {
  const figure = drawFigure(data, onPage('light'));
  const day = await svgOf(figure);
  const night = await svgOf(drawFigure(data, onPage('dark')));
  const label = `${figure.title}. ${figure.caption}`;
  const links = [
    dataLink({ name: `${name}.svg`, type: 'image/svg+xml', content: day }),
    dataLink({ name: `${name}.csv`, type: 'text/csv', content: figureCsv(figure) }),
    dataLink({ name: `${name}.json`, type: 'application/json', content: figureJson({ name, data, figure }) }),
    dataLink({ name: `${name}.vl.json`, type: 'application/json', content: JSON.stringify(figure.spec) }),
  ];
  return markup`<section aria-labelledby="figure-${number}">
<h3 id="figure-${number}">Figure ${number} · ${kindsInWords[data.kind]}</h3>
<figure>
<div class="day">${inlineSvg(day, { prefix: `f${number}d-`, label })}</div>
<div class="night">${inlineSvg(night, { prefix: `f${number}n-`, label })}</div>
${figure.notes.length === 0 ? null : markup`<figcaption>${figure.notes.map((note) => markup`<p>${note}</p>`)}</figcaption>`}
</figure>
${findingsTable(figure)}
${pointsTable(figure)}
<p class="data">${links.map((link, index) => (index === 0 ? link : markup` · ${link}`))}</p>
</section>`;
}

function findingsTable({ findings }: Figure): Markup | null {
  if (findings.length === 0) return null;
  return dataTable(
    'Numbers that the title states, and what they come from',
    ['quantity', 'value', 'standard error', '95 % interval', 'from'],
    findings.map(({ quantity, value, standardError, interval, from }) => [
      quantity,
      value,
      standardError ?? null,
      interval === undefined ? null : `${formatNumber(interval[0], 4)} to ${formatNumber(interval[1], 4)}`,
      from,
    ]),
  );
}

function pointsTable(figure: Figure): Markup {
  const { columns, rows } = figure.table();
  const shown = rows.slice(0, MOST_ROWS);
  const caption =
    rows.length > MOST_ROWS
      ? `The first ${MOST_ROWS} of ${rows.length} points; all are in the CSV file`
      : 'All points, drawn or not';
  return markup`<details><summary>Points as a table (${rows.length})</summary>
${dataTable(caption, columns, shown)}
</details>`;
}

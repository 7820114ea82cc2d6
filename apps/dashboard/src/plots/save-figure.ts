import type { Figure } from '@crossover/crossover-plots';
import { saveBlob, saveText } from '../controls/save-file.ts';
import { tableAsCsv } from '../format/csv.ts';
import { createView } from './vega-runtime.ts';

/** Pixels of a PNG to one of the figure: 178 mm become about 2700 pixels, 384 to the inch. */
const PNG_SCALE = 4;

export async function saveSvg(figure: Figure, name: string): Promise<void> {
  const view = await createView(figure, null);
  try {
    saveText(await view.toSVG(), `${name}.svg`, 'image/svg+xml');
  } finally {
    view.finalize();
  }
}

export async function savePng(figure: Figure, name: string): Promise<void> {
  const view = await createView(figure, null);
  try {
    const canvas = await view.toCanvas(PNG_SCALE);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (blob === null)
      throw new Error('This browser could not make a PNG of the plot; save it as SVG instead.');
    saveBlob(blob, `${name}.png`);
  } finally {
    view.finalize();
  }
}

/** The points of the figure, drawn or not. */
export function saveCsv(figure: Figure, name: string): void {
  saveText(tableAsCsv(figure.table()), `${name}.csv`, 'text/csv');
}

import { join } from 'node:path';
import type { Figure } from '@crossover/crossover-plots';
import { svgOf } from '@crossover/crossover-plots/svg';
import type { FigureData } from '@crossover/experiments';
import { csvLines } from '@crossover/experiments/export';
import { writeWhole } from '../files/whole-file.ts';
import { pngOf } from './png.ts';

export interface NamedFigure {
  readonly name: string;
  readonly data: FigureData;
  readonly figure: Figure;
}

/** The data alone, as they stay when they cannot be drawn. */
export async function writeFigureData(
  folder: string,
  { name, data }: Pick<NamedFigure, 'name' | 'data'>,
): Promise<void> {
  await writeWhole(
    join(folder, `${name}.json`),
    `${JSON.stringify({ name, kind: data.kind, data }, null, 1)}\n`,
  );
}

/**
 * A figure in all its forms: what it shows first (`.csv`, `.json`), then the specification of the drawing (`.vl.json`) and the
 * drawing (`.svg`, `.png`).
 */
export async function writeFigure(folder: string, { name, data, figure }: NamedFigure): Promise<void> {
  const path = (extension: string): string => join(folder, `${name}.${extension}`);
  await writeWhole(path('csv'), figureCsv(figure));
  await writeWhole(path('json'), figureJson({ name, data, figure }));
  await writeWhole(path('vl.json'), `${JSON.stringify(figure.spec, null, 1)}\n`);
  const svg = await svgOf(figure);
  await writeWhole(path('svg'), `${svg}\n`);
  await writeWhole(path('png'), await pngOf(svg));
}

/** Every point of the figure, drawn or not. */
export function figureCsv(figure: Figure): string {
  const { columns, rows } = figure.table();
  return csvLines([columns, ...rows]);
}

/** What the figure says, and the data that it was drawn from. */
export function figureJson({ name, data, figure }: NamedFigure): string {
  const { title, caption, notes, findings } = figure;
  return `${JSON.stringify({ name, kind: data.kind, title, caption, notes, findings, data }, null, 1)}\n`;
}

import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { presetNames, type FigureData } from '@crossover/experiments';
import { drawFigure, galleryLook, svgOf } from '../src/index.ts';

const gallery = new URL('../../../docs/gallery/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, gallery), 'utf8');
const names = readdirSync(new URL('data/', gallery)).map((file) => basename(file, '.json'));
const page = read('README.md').replaceAll('\\', '');

const schema = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('vega-lite/vega-lite-schema.json'), 'utf8'),
) as object;
const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);

/** Coordinates to a tenth of a pixel: what is compared is the picture, not the last bit of a logarithm. */
const rounded = (svg: string): string =>
  svg
    .replace(/-?\d+\.\d+(e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(1)) + 0))
    .replaceAll('><', '>\n<')
    .trim();

describe('the gallery', () => {
  it('has the numbers behind each of its pictures, and shows each of them', () => {
    const pictures = readdirSync(gallery).filter((file) => file.endsWith('.svg'));
    expect(names.map((name) => `${name}.svg`).toSorted()).toEqual(pictures.toSorted());
    for (const picture of pictures) expect(page).toContain(`](${picture})`);
  });

  it('has a section for every preset, with the command that makes it', () => {
    for (const name of presetNames) {
      expect(page.split('\n')).toContain(`## ${name}`);
      expect(page).toContain(`npx crossover run ${name}`);
    }
  });

  it.each(names)(
    '%s is what its numbers give today, valid Vega-Lite, with its title and caption',
    async (name) => {
      const figure = drawFigure(JSON.parse(read(`data/${name}.json`)) as FigureData, galleryLook);
      validate(figure.spec);
      expect(validate.errors ?? []).toEqual([]);
      expect(page).toContain(figure.title);
      expect(page).toContain(figure.caption);
      expect(rounded(await svgOf(figure))).toBe(rounded(read(`${name}.svg`)));
    },
  );
});

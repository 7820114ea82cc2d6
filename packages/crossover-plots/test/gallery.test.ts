import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import type * as vega from 'vega';
import { compile } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import type { Figure } from '../src/index.ts';
import { svgOf } from '../src/rendering/svg.ts';
import { gallery } from './gallery/figures.ts';

const schema = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('vega-lite/vega-lite-schema.json'), 'utf8'),
) as object;
const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);

/** Compiles a figure and collects what Vega-Lite would otherwise print. */
function compiled(figure: Figure): { spec: vega.Spec; warnings: string[] } {
  const warnings: string[] = [];
  const logger = {
    level: () => logger,
    error: (...message: unknown[]) => (warnings.push(message.join(' ')), logger),
    warn: (...message: unknown[]) => (warnings.push(message.join(' ')), logger),
    info: () => logger,
    debug: () => logger,
  };
  const { spec } = compile(figure.spec, { logger: logger as unknown as vega.LoggerInterface });
  return { spec, warnings };
}

/** Coordinates to a tenth of a pixel: what is compared is the picture, not the last bit of a logarithm. */
const rounded = (svg: string): string =>
  svg
    .replace(/="[^"]*"/g, (attribute) =>
      attribute.replace(/-?\d+\.\d+(e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(1)) + 0)),
    )
    .replaceAll('><', '>\n<');

/** The data of a compiled specification are the figure's input and not its product. */
const withoutValues = (spec: vega.Spec): string =>
  `${JSON.stringify(spec, (key, value: unknown) => (key === 'values' && Array.isArray(value) && typeof value[0] === 'object' ? '…' : value), 1)}\n`;

describe.each(Object.entries(gallery))('%s', (name, figure) => {
  it('is valid Vega-Lite', () => {
    validate(figure.spec);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('compiles without a warning', () => {
    expect(compiled(figure).warnings).toEqual([]);
  });

  it('draws the picture on file, without evaluating code', async () => {
    await expect(rounded(await svgOf(figure))).toMatchFileSnapshot(`fixtures/${name}.svg`);
  });
});

it.each(['three-regimes-page', 'phase-diagram', 'scaling-two-columns', 'escape-one-column'])(
  '%s compiles to the specification on file',
  async (name) => {
    await expect(withoutValues(compiled(gallery[name]).spec)).toMatchFileSnapshot(
      `fixtures/${name}.vega.json`,
    );
  },
);

describe('sizes', () => {
  const sizeOf = async (name: string): Promise<number[]> => {
    const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(await svgOf(gallery[name])) ?? [];
    return [Number(width), Number(height)];
  };

  it.each([
    ['three-regimes-two-columns', 673, 400],
    ['three-regimes-one-column', 325, 860],
    ['three-regimes-page', 880, 420],
    ['phase-diagram', 325, 330],
    ['width-two-columns', 673, 820],
    ['width-one-column', 325, 625],
    ['learning-rate-two-columns', 673, 340],
    ['learning-rate-one-column', 325, 820],
    ['overlaps-two-columns', 673, 400],
    ['overlaps-one-column', 325, 520],
    ['alignment-two-columns', 673, 360],
    ['alignment-one-column', 325, 430],
    ['scaling-two-columns', 673, 420],
    ['scaling-one-series', 325, 360],
    ['convergence-two-columns', 673, 460],
    ['particle-limit-one-column', 325, 480],
    ['phase-cells-two-columns', 673, 560],
    ['phase-cells-one-column', 325, 560],
  ])('%s is as large as was asked for, to a twentieth', async (name, width, height) => {
    const [actualWidth, actualHeight] = await sizeOf(name);
    expect(Math.abs(actualWidth / width - 1)).toBeLessThan(0.05);
    expect(Math.abs(actualHeight / height - 1)).toBeLessThan(0.05);
    expect(actualWidth).toBeLessThanOrEqual(width + 1);
  });
});

import { describe, expect, it } from 'vitest';
import { regimeOrder, regimeSigns, shade, themes, type Theme } from '../src/index.ts';
import { colourAt } from '../src/language/colour-stops.ts';
import { divergingColours } from '../src/language/diverging-colours.ts';
import { riskColours } from '../src/language/risk-colours.ts';
import { teacherColours } from '../src/language/teacher-colours.ts';

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of WCAG 2. */
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe('regimes', () => {
  it('keep the colours and marks by which a screenshot is recognised', () => {
    const colours = regimeOrder.map((regime) => themes.light.regimes[regime].colour);
    expect(colours).toEqual(['#1b7837', '#2166ac', '#e08214', '#b2182b']);
    expect(regimeOrder.map((regime) => regimeSigns[regime].glyph)).toEqual(['▲', '●', '◆', '■']);
  });

  it('run from light to dark, the largest darkest, and alone have their own colour', () => {
    for (const theme of Object.values(themes)) {
      for (const regime of regimeOrder) {
        const colours = theme.regimes[regime];
        const shades = [0, 1, 2, 3, 4].map((rank) => luminance(shade(colours, rank, 5)));
        expect(shades).toEqual([...shades].sort((a, b) => b - a));
        expect(shade(colours, 0, 1)).toBe(colours.colour);
      }
    }
  });
});

describe('scales', () => {
  const positions = Array.from({ length: 101 }, (_, index) => index / 100);

  it('of the risk grow in lightness all the way, so that they read in grey', () => {
    const lightness = positions.map((position) => luminance(colourAt(riskColours, position)));
    expect(lightness).toEqual([...lightness].sort((a, b) => a - b));
  });

  it.each(['light', 'dark'] as const)('of overlaps are as strong below 0 as above (%s)', (theme) => {
    const stops = divergingColours[theme];
    const ground = colourAt(stops, 0.5);
    const strength = positions.map((position) => contrast(colourAt(stops, position), ground));
    for (const half of [strength.slice(0, 51).reverse(), strength.slice(50)]) {
      expect(half).toEqual([...half].sort((a, b) => a - b));
    }
    expect(contrast(stops[0], stops[4])).toBeLessThan(1.7);
    expect(Math.min(strength[0], strength[100])).toBeGreaterThan(6);
  });

  it('begin and end at their outer stops', () => {
    expect([-1, 0, 1, 2].map((position) => colourAt(['#000000', '#808080', '#ffffff'], position))).toEqual([
      ...['#000000', '#000000', '#ffffff', '#ffffff'],
    ]);
  });
});

describe.each(Object.values(themes))('theme $name', (theme: Theme) => {
  it('has text at 4.5 : 1 on every ground it stands on', () => {
    for (const ink of [theme.ink, theme.mutedInk]) {
      expect(contrast(ink, theme.background)).toBeGreaterThanOrEqual(4.5);
    }
    for (const regime of regimeOrder) {
      const { text, region } = theme.regimes[regime];
      expect(contrast(text, theme.background)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(text, region)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('draws curves at 3 : 1 and more; the orange of daylight, which is given, at 2.8 : 1', () => {
    for (const regime of regimeOrder) {
      const { ramp, colour } = theme.regimes[regime];
      for (const stop of [...ramp, colour]) {
        expect(contrast(stop, theme.background)).toBeGreaterThanOrEqual(stop === '#e08214' ? 2.8 : 3);
      }
    }
  });

  it('has colours of teacher units at 3 : 1 and more, all different', () => {
    const colours = teacherColours[theme.name];
    for (const colour of colours) expect(contrast(colour, theme.background)).toBeGreaterThanOrEqual(3);
    expect(new Set(colours).size).toBe(colours.length);
  });

  it('has no gridline darker than data', () => {
    for (const regime of regimeOrder) {
      for (const stop of theme.regimes[regime].ramp) {
        expect(contrast(theme.grid, theme.background)).toBeLessThan(contrast(stop, theme.background));
      }
    }
  });
});

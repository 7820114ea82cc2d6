import { describe, expect, it } from 'vitest';
import { customProperties, pageColours } from '../src/appearance/palette.ts';

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

describe.each(['light', 'dark'] as const)('the page in %s', (name) => {
  const colours = pageColours[name];
  const properties = customProperties(name);

  it('has text at 4.5 : 1 on the ground and on surfaces', () => {
    for (const ground of [colours.ground, colours.surface]) {
      for (const ink of [
        properties['--ink'],
        properties['--muted'],
        colours.accent,
        colours.danger,
        colours.warning,
        colours.good,
      ]) {
        expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5);
      }
    }
    expect(contrast(colours.onAccent, colours.accent)).toBeGreaterThanOrEqual(4.5);
  });

  it('has controls and focus at 3 : 1', () => {
    expect(contrast(colours.edge, colours.ground)).toBeGreaterThanOrEqual(3);
    expect(contrast(colours.accent, colours.ground)).toBeGreaterThanOrEqual(3);
  });
});

import { regimeOrder, themes, type ThemeName } from '@crossover/crossover-plots';

export type ScreenTheme = Exclude<ThemeName, 'print'>;

/** Colours of the page that figures do not need. */
interface PageColours {
  /** Behind everything; figures stand on the theme's own background. */
  readonly ground: string;
  /** Header cells, hovered rows, fields. */
  readonly surface: string;
  readonly line: string;
  /** Edges of controls: 3 : 1 and more. */
  readonly edge: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly danger: string;
  readonly good: string;
  readonly warning: string;
}

export const pageColours: Readonly<Record<ScreenTheme, PageColours>> = {
  light: {
    ground: '#ffffff',
    surface: '#f4f6f8',
    line: '#dfe3e8',
    edge: '#7d8794',
    accent: '#1d5fa8',
    onAccent: '#ffffff',
    danger: '#a31527',
    good: '#1b7837',
    warning: '#8a5200',
  },
  dark: {
    ground: '#12161c',
    surface: '#1b2129',
    line: '#2c343f',
    edge: '#7a8594',
    accent: '#7bb8f1',
    onAccent: '#0c1420',
    danger: '#f58878',
    good: '#6cc482',
    warning: '#f0b35a',
  },
};

/** The page's colours as CSS custom properties: one source for page and figures. */
export function customProperties(name: ScreenTheme): Record<string, string> {
  const theme = themes[name];
  const properties: Record<string, string> = {
    '--ink': theme.ink,
    '--muted': theme.mutedInk,
  };
  for (const [key, colour] of Object.entries(pageColours[name])) {
    properties[`--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`] = colour as string;
  }
  for (const regime of regimeOrder) {
    properties[`--regime-${regime}`] = theme.regimes[regime].colour;
  }
  return properties;
}

import type { RegimeName } from '@crossover/ode-theory';
import { darkTheme } from './theme-dark.ts';
import { lightTheme, printTheme } from './theme-light.ts';

export type ThemeName = 'light' | 'dark' | 'print';

/** The colours of one regime on one background. */
export interface RegimeColours {
  /** The regime as a whole: chips, single curves, points of the phase diagram. */
  readonly colour: string;
  /** Light, middle and dark stop for curves that differ in a second variable; the largest is darkest. */
  readonly ramp: readonly [string, string, string];
  /** Text in the regime's hue, readable on `background` and on `region` (WCAG AA, 4.5 : 1). */
  readonly text: string;
  /** Its area in the phase diagram. */
  readonly region: string;
}

/** A visual theme as plain data. Sizes in CSS pixels (96 to the inch). */
export interface Theme {
  readonly name: ThemeName;
  readonly background: string;
  readonly ink: string;
  readonly mutedInk: string;
  readonly axis: string;
  readonly grid: string;
  readonly fontFamily: string;
  readonly fontSize: number;
  readonly smallFontSize: number;
  readonly titleFontSize: number;
  readonly lineWidth: number;
  /** Area of a simulation mark in square pixels. */
  readonly markArea: number;
  /** Opacity of the measured band around the mean. */
  readonly bandOpacity: number;
  readonly regimes: Readonly<Record<RegimeName, RegimeColours>>;
}

export const themes: Readonly<Record<ThemeName, Theme>> = {
  light: lightTheme,
  dark: darkTheme,
  print: printTheme,
};

import type { ThemeName } from './theme.ts';

/**
 * Colours by which teacher units are told apart, also by readers who do not see all colours: neighbours in the
 * list differ in lightness as well as in hue, and each has a contrast of 3 : 1 and more with its ground.
 */
const BY_DAY = [
  '#332288',
  '#c4466b',
  '#0f7a5a',
  '#b8860b',
  '#3a8fbf',
  '#7a1f4f',
  '#5d8a1f',
  '#9b4fb5',
] as const;
const BY_NIGHT = [
  '#a99cf0',
  '#ff8fa8',
  '#4fc79b',
  '#e3bf55',
  '#7cc7f0',
  '#d877a8',
  '#a5cf63',
  '#d59bec',
] as const;

export const teacherColours: Readonly<Record<ThemeName, readonly string[]>> = {
  light: BY_DAY,
  print: BY_DAY,
  dark: BY_NIGHT,
};

/** The colour of a teacher unit, numbered from 0; from the ninth on they repeat. */
export function teacherColour(theme: ThemeName, teacher: number): string {
  const colours = teacherColours[theme];
  return colours[teacher % colours.length];
}

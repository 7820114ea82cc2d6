import type { Theme } from './theme.ts';

/** The screen by night: the same hues, lifted until each reads on the dark ground. */
export const darkTheme: Theme = {
  name: 'dark',
  background: '#12161c',
  ink: '#e8ebf0',
  mutedInk: '#a9b2be',
  axis: '#6b7684',
  grid: '#242b34',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontSize: 12,
  smallFontSize: 11,
  titleFontSize: 14,
  lineWidth: 1.75,
  markArea: 34,
  bandOpacity: 0.24,
  regimes: {
    'perfect-learning': {
      colour: '#57bd6f',
      ramp: ['#b3e3b9', '#57bd6f', '#379a4f'],
      text: '#6cc482',
      region: '#15271b',
    },
    plateau: {
      colour: '#6db0ef',
      ramp: ['#b7d7f5', '#6db0ef', '#3f86cf'],
      text: '#7bb8f1',
      region: '#14243a',
    },
    'bad-learning': {
      colour: '#f2a13e',
      ramp: ['#f9d6a3', '#f2a13e', '#c97a1a'],
      text: '#f2a13e',
      region: '#2d2213',
    },
    'no-ode': {
      colour: '#f0705f',
      ramp: ['#f8b9b0', '#f0705f', '#d9484a'],
      text: '#f58878',
      region: '#301a1b',
    },
  },
};

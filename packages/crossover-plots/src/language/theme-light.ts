import type { Theme } from './theme.ts';

/** The screen by day. */
export const lightTheme: Theme = {
  name: 'light',
  background: '#ffffff',
  ink: '#14181f',
  mutedInk: '#4c5561',
  axis: '#8a93a0',
  grid: '#e6e9ed',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontSize: 12,
  smallFontSize: 11,
  titleFontSize: 14,
  lineWidth: 1.75,
  markArea: 34,
  bandOpacity: 0.2,
  regimes: {
    'perfect-learning': {
      colour: '#1b7837',
      ramp: ['#4aa25b', '#1b7837', '#00441b'],
      text: '#1b7837',
      region: '#e3f1e6',
    },
    plateau: {
      colour: '#2166ac',
      ramp: ['#4f92cf', '#2166ac', '#0b3a6b'],
      text: '#2166ac',
      region: '#e1ebf6',
    },
    'bad-learning': {
      colour: '#e08214',
      ramp: ['#e08214', '#b35806', '#7f3b08'],
      text: '#9a4d05',
      region: '#fcefdd',
    },
    'no-ode': {
      colour: '#b2182b',
      ramp: ['#d6604d', '#b2182b', '#67001f'],
      text: '#a31527',
      region: '#f8e3e3',
    },
  },
};

/** Paper: 8 to 9 points of type at final size, a font that every program has. */
export const printTheme: Theme = {
  ...lightTheme,
  name: 'print',
  axis: '#5d6773',
  fontFamily: 'Helvetica, Arial, "Liberation Sans", sans-serif',
  fontSize: 11.4,
  smallFontSize: 10.7,
  titleFontSize: 12,
  lineWidth: 1.4,
  markArea: 22,
};

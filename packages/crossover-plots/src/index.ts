export { regimeOrder, regimeSigns, type MarkShape, type RegimeSign } from './language/regimes.ts';
export { themes, type RegimeColours, type Theme, type ThemeName } from './language/theme.ts';
export { sameStructure, type Figure, type FigureTable } from './figure.ts';
export { trajectoriesFigure } from './trajectories/trajectories-figure.ts';

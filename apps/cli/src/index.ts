export { createProgram, runCommandLine } from './command-line.ts';
export { exitCodes } from './exit-codes.ts';
export { drawFigure, galleryLook, type Look } from './figures/draw.ts';
export { svgOf } from '@crossover/crossover-plots/svg';

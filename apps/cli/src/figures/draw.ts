import {
  alignmentFigure,
  convergenceFigure,
  escapeFigure,
  learningRateFigure,
  overlapsFigure,
  particleLimitFigure,
  phaseDiagramFigure,
  scalingFigure,
  trajectoriesFigure,
  widthFigure,
  type Figure,
  type FigureSize,
  type Furniture,
  type ThemeName,
} from '@crossover/crossover-plots';
import type { FigureData, FigureKind } from '@crossover/experiments';

/** For what a figure is drawn. */
export interface Look {
  readonly theme: ThemeName;
  /** CSS pixels. */
  readonly width: number;
  readonly furniture: Furniture;
}

/** 178 mm: the two columns of a paper, standing alone. */
export const printLook: Look = { theme: 'print', width: 673, furniture: 'full' };

/** The gallery: wide enough for three panels beside each other, and no wider than a page on GitHub. */
export const galleryLook: Look = { theme: 'light', width: 832, furniture: 'full' };

/** Height in units of the width. */
const proportions: Readonly<Record<FigureKind, number>> = {
  trajectories: 0.6,
  'phase-diagram': 0.6,
  scaling: 0.6,
  convergence: 0.6,
  width: 1.2,
  'learning-rate': 0.6,
  overlaps: 0.6,
  alignment: 0.6,
  'particle-limit': 0.6,
  escape: 0.6,
};

/** The drawing of a figure's data. */
export function drawFigure(data: FigureData, { theme, width, furniture }: Look): Figure {
  const size: FigureSize = { width, height: Math.round(proportions[data.kind] * width) };
  const look = { theme, size, furniture };
  /** One column does. */
  const small = { ...look, size: { width: Math.round(0.5 * width), height: Math.round(0.5 * width) } };
  switch (data.kind) {
    case 'trajectories':
      return trajectoriesFigure({ curves: data.curves, timeAxis: data.timeAxis, ...look });
    case 'phase-diagram':
      return phaseDiagramFigure(
        data.cells.length > 0
          ? {
              points: data.points,
              cells: data.cells,
              ...look,
              size: { width, height: Math.round(0.85 * width) },
            }
          : { points: data.points, ...small },
      );
    case 'width':
      return widthFigure({ data, ...look });
    case 'learning-rate':
      return learningRateFigure({ data, ...look });
    case 'scaling':
      return scalingFigure({ data, ...look });
    case 'convergence':
      return convergenceFigure({ data, ...look });
    case 'particle-limit':
      return particleLimitFigure({ data, ...look });
    case 'escape':
      return escapeFigure({ data, ...look });
    case 'overlaps':
      return overlapsFigure({ data, ...look });
    case 'alignment':
      return alignmentFigure({ data, ...look });
  }
}

import type { RegimeName } from '@crossover/ode-theory';
import { regimeSigns } from '../language/regimes.ts';
import type { Theme } from '../language/theme.ts';
import type { Layer } from '../vega-lite/parts.ts';
import { alongDiagonal, type Plane } from './plane.ts';

/** Boundaries in ϑ = κ + δ (model.md §3). The plateau is the line ϑ = 0. */
const PLATEAU = 0;
const NO_ODE = -0.5;
/** Farther than any plane reaches. */
const FAR = 100;

const axes = {
  x: { field: 'delta', type: 'quantitative' },
  y: { field: 'kappa', type: 'quantitative' },
} as const;

/** The strip from ϑ = `from` to ϑ = `to`, tinted. */
function strip(from: number, to: number, plane: Plane, colour: string): Layer {
  return {
    data: {
      values: plane.delta.map((delta) => ({ delta, kappa: from - delta, upper: to - delta })),
    },
    mark: { type: 'area', color: colour, clip: true, aria: false },
    encoding: { ...axes, y2: { field: 'upper' } },
  };
}

/** The line κ + δ = c. */
function diagonal(c: number, plane: Plane, colour: string, width: number, dash: number[]): Layer {
  return {
    data: { values: plane.delta.map((delta) => ({ delta, kappa: c - delta })) },
    mark: { type: 'line', color: colour, strokeWidth: width, strokeDash: dash, clip: true, aria: false },
    encoding: axes,
  };
}

/**
 * A regime's mark and name along its diagonal. The mark is drawn and not written, because a character would
 * turn with the text, and a turned square is a diamond.
 */
function name(regime: RegimeName, c: number, plane: Plane, theme: Theme, lift: number): Layer[] {
  const text = regimeSigns[regime].name;
  const size = theme.smallFontSize;
  const start = alongDiagonal(c, plane, 0.5 * 0.55 * text.length * size);
  if (start === null) return [];
  const colour = theme.regimes[regime].text;
  // Perpendicular to the diagonal, in the screen's axes.
  const shift = lift * Math.SQRT1_2;
  const data = { values: [start] };
  return [
    {
      data,
      mark: {
        type: 'point',
        shape: regimeSigns[regime].shape,
        size: 3.2 * size,
        color: colour,
        strokeWidth: 1.3,
        opacity: 1,
        xOffset: shift,
        yOffset: -shift,
        clip: true,
        aria: false,
      },
      encoding: axes,
    },
    {
      data,
      mark: {
        type: 'text',
        text,
        angle: 45,
        dx: 0.8 * size,
        dy: -lift,
        baseline: 'middle',
        align: 'left',
        fontSize: size,
        color: colour,
        clip: true,
        aria: false,
      },
      encoding: axes,
    },
  ];
}

/** The four regions of the phase diagram without their names, from back to front. */
export function tintLayers(plane: Plane, theme: Theme): Layer[] {
  const { regimes } = theme;
  return [
    strip(PLATEAU, FAR, plane, regimes['perfect-learning'].region),
    strip(NO_ODE, PLATEAU, plane, regimes['bad-learning'].region),
    strip(-FAR, NO_ODE, plane, regimes['no-ode'].region),
    diagonal(NO_ODE, plane, regimes['no-ode'].colour, 1, [4, 3]),
    diagonal(PLATEAU, plane, regimes.plateau.colour, 2.5, [1, 0]),
  ];
}

/** The four regions of the phase diagram with their names, from back to front. */
export function regionLayers(plane: Plane, theme: Theme): Layer[] {
  return [
    ...tintLayers(plane, theme),
    ...name('perfect-learning', 0.55, plane, theme, 0),
    ...name('plateau', PLATEAU, plane, theme, 0.95 * theme.smallFontSize),
    ...name('bad-learning', -0.27, plane, theme, 0),
    ...name('no-ode', -0.8, plane, theme, 0),
  ];
}

import { counted } from '../composition/words.ts';
import { formatNumber } from '../text/numbers.ts';
import { drawableRisk, stillMoving } from './cells.ts';
import type { PhaseCell } from './input.ts';

const NBSP = '\u00a0';

function range(symbol: string, values: readonly number[]): string {
  const [least, largest] = [Math.min(...values), Math.max(...values)].map((value) => formatNumber(value));
  return `${symbol}${NBSP}=${NBSP}${least === largest ? least : `${least} to ${largest}`}`;
}

/** For what time the predictions are; empty where nothing says so, or where they differ. */
function timeOf(cells: readonly PhaseCell[]): string {
  const kinds = new Set(
    cells.filter(({ predictedRisk }) => drawableRisk(predictedRisk)).map((cell) => cell.prediction),
  );
  if (kinds.has(undefined) || kinds.has(null)) return '';
  if (!kinds.has('phase-report')) return ' for the end of the runs';
  return kinds.size === 1 ? ' after any time' : ' for the end of the runs, or after any time';
}

/** What squares and discs are, and the sizes of the runs. */
export function cellCaption(cells: readonly PhaseCell[]): string {
  const finished = cells.filter(({ replicas }) => replicas > 0);
  const predicted = cells.some(({ predictedRisk }) => drawableRisk(predictedRisk));
  return [
    'Squares: final risk of the simulation.',
    ...(predicted
      ? [`Discs: predicted by the theory${timeOf(cells)}; they fade into the square where both agree.`]
      : []),
    ...(finished.length > 0
      ? [
          `${[
            range(
              'd',
              finished.map(({ inputDimension }) => inputDimension),
            ),
            range(
              'p',
              finished.map(({ studentWidth }) => studentWidth),
            ),
            range(
              'replicas',
              finished.map(({ replicas }) => replicas),
            ),
          ].join(', ')}.`,
        ]
      : []),
  ].join(' ');
}

export function cellNotes(cells: readonly PhaseCell[]): string[] {
  const unfinished = cells.filter(({ risk }) => risk === null).length;
  const moving = cells.filter(stillMoving).length;
  const undrawable = cells.filter(({ risk }) => risk !== null && !drawableRisk(risk)).length;
  return [
    ...(unfinished > 0
      ? [`${counted(unfinished, 'place', 'places')} without a finished run: crossed out.`]
      : []),
    ...(moving > 0
      ? [
          `${counted(moving, 'place has', 'places have')} not settled (▾ in the corner): the risk still moves.`,
        ]
      : []),
    ...(undrawable > 0
      ? [
          `${counted(undrawable, 'place', 'places')} with R ≤ 0 or not finite: no colour on a logarithmic scale, crossed out.`,
        ]
      : []),
  ];
}

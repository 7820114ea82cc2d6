import type { CurveParameters } from '../trajectories/input.ts';
import { formatNumber } from './numbers.ts';

/** A parameter that may vary between curves: its symbol, its value as text, its place in an order. */
interface Parameter {
  readonly symbol: string;
  readonly text: (parameters: CurveParameters) => string;
  readonly rank: (parameters: CurveParameters) => number;
}

const numeric = (symbol: string, value: (parameters: CurveParameters) => number): Parameter => ({
  symbol,
  text: (parameters) => `${symbol} = ${formatNumber(value(parameters))}`,
  rank: value,
});

/** In the order in which labels name them. The width is told as p, though what a sweep sets is p₀ and κ. */
export const parameterList: readonly Parameter[] = [
  {
    symbol: 'd',
    text: ({ inputDimension }) => (inputDimension === null ? 'd → ∞' : `d = ${formatNumber(inputDimension)}`),
    rank: ({ inputDimension }) => inputDimension ?? Infinity,
  },
  numeric('p', ({ studentWidth }) => studentWidth),
  numeric('k', ({ teacherWidth }) => teacherWidth),
  numeric('γ₀', ({ learningRatePrefactor }) => learningRatePrefactor),
  numeric('Δ', ({ noise }) => noise),
  numeric('κ', ({ kappa }) => kappa),
  numeric('δ', ({ delta }) => delta),
  { symbol: 'start', text: ({ start }) => `${start} start`, rank: () => 0 },
  numeric('seed', ({ seed }) => seed),
  { symbol: 'model', text: ({ options }) => options || 'erf', rank: () => 0 },
];

/** The parameters in which these curves differ. */
export function varyingParameters(curves: readonly CurveParameters[]): Parameter[] {
  return parameterList.filter(({ text }) => new Set(curves.map(text)).size > 1);
}

/** The parameters that all these curves share, as text. */
export function sharedParameters(curves: readonly CurveParameters[]): string[] {
  const [first] = curves;
  if (first === undefined) return [];
  return parameterList
    .filter(({ text }) => new Set(curves.map(text)).size === 1)
    .map(({ text }) => text(first));
}

/** Smaller parameters first, by the first parameter that differs. */
export function compareParameters(a: CurveParameters, b: CurveParameters): number {
  for (const { rank, text } of parameterList) {
    const difference = rank(a) - rank(b);
    if (difference !== 0 && !Number.isNaN(difference)) return difference;
    const order = text(a) < text(b) ? -1 : Number(text(a) > text(b));
    if (rank(a) === rank(b) && order !== 0) return order;
  }
  return 0;
}

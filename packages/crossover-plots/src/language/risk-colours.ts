import { logarithm } from '@crossover/math-core';
import type { LogDomain } from '../axes/decades.ts';
import { logPosition } from '../axes/time-range.ts';
import { colourAt } from './colour-stops.ts';

/**
 * From the smallest risk to the largest: a scale that grows evenly in lightness, from blue-violet to yellow, and
 * keeps its order in grey and for all kinds of colour vision (stops of Matplotlib's viridis).
 */
export const riskColours = [
  '#440154',
  '#482878',
  '#3e4a89',
  '#31688e',
  '#26828e',
  '#1f9e89',
  '#35b779',
  '#6ece58',
  '#b5de2b',
  '#fde725',
] as const;

/** The colour of a risk on a logarithmic scale. */
export function riskColour(risk: number, domain: LogDomain): string {
  return colourAt(riskColours, logPosition(risk, domain));
}

/** Number of decades of a scale, possibly a fraction. */
export function decadesOf({ min, max }: LogDomain): number {
  return logarithm(max / min) / logarithm(10);
}

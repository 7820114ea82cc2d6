import type { TimeAxis } from '../text/time-definition.ts';
import type { Curve } from './input.ts';

/**
 * The regime's own time t in the units of an axis: t, ν/d = t/(d δt) or ν = t/δt. Null where a curve does
 * not say which d it has, and the answer depends on it; on the plateau ν/d is t itself.
 */
export function axisTime(
  { regime, timeStep, parameters: { inputDimension } }: Curve,
  time: number,
  axis: TimeAxis,
): number | null {
  if (axis === 'regime') return time;
  if (axis === 'sweeps' && regime === 'plateau') return time;
  if (timeStep === null) return null;
  const steps = time / timeStep;
  if (axis === 'steps') return steps;
  return inputDimension === null ? null : steps / inputDimension;
}

import { exponential } from './exponential.ts';
import { logarithm } from './logarithm.ts';

/** x^y for x ≥ 0. */
export function power(x: number, y: number): number {
  if (y === 0) return 1;
  return exponential(y * logarithm(x));
}

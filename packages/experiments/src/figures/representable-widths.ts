import type { RunSpecification } from '../specification/run-specification.ts';

/** Wider networks than that are not asked for: a teacher that needs more is as good as not representable. */
const LARGEST = 10_000;
/** Of p a*_r/k from an integer. */
const ROUND_OFF = 1e-9;

/**
 * The least n such that students of p = n, 2n, 3n, … units with a second layer of ones can represent R = 0: p a*_r/k of them must copy
 * teacher r (−w*_r where that is negative), which takes an integer number for each r (model.md §9). That is k where all a*_r are 1.
 * Null where no width can: where no p up to 10 000 makes all of them integers, or where Σ|a*_r| > k, so that even all units are too few.
 */
export function representableMultiple({ secondLayer, teacherWidth: k }: RunSpecification): number | null {
  const outputs = secondLayer.teacher ?? Array.from({ length: k }, () => 1);
  if (outputs.reduce((sum, output) => sum + Math.abs(output), 0) > k * (1 + ROUND_OFF)) return null;
  const isInteger = (value: number): boolean => Math.abs(value - Math.round(value)) < ROUND_OFF;
  for (let p = 1; p <= LARGEST; p++) {
    if (outputs.every((output) => isInteger((p * output) / k))) return p;
  }
  return null;
}

import type { ChiSquareDraw } from './step-plan.ts';

/**
 * The normal from which Marsaglia & Tsang's sampler makes a χ² with ν degrees of freedom equal to `factor` ν: with δ = ν/2 − ⅓,
 *
 *     χ² = 2δ (1 + x/√(9δ))³,        and for ν < 2 the χ² of ν + 2 times V^{2/ν}, V a second uniform from (0, 1].
 *
 * @param uniforms those that the χ²'s lane draws in a step
 */
export function normalOfChiSquare(
  { degreesOfFreedom, uniform }: ChiSquareDraw,
  factor: number,
  uniforms: readonly number[],
): number {
  const raised = degreesOfFreedom < 2;
  const delta = (raised ? degreesOfFreedom + 2 : degreesOfFreedom) / 2 - 1 / 3;
  const power = raised ? (1 - uniforms[uniform + 1]) ** (2 / degreesOfFreedom) : 1;
  return Math.sqrt(9 * delta) * (Math.cbrt((factor * degreesOfFreedom) / (2 * delta * power)) - 1);
}

/** Whether the sampler takes that normal at once. */
export function chiSquareAccepts(draw: ChiSquareDraw, factor: number, uniforms: readonly number[]): boolean {
  const x = normalOfChiSquare(draw, factor, uniforms);
  return 1 - uniforms[draw.uniform] < 1 - 0.0331 * x ** 4;
}

import { logarithm } from '@crossover/math-core';
import type { FlowCurve } from './flow-curve.ts';
import { middle, momentOf, type Clock, type Moment } from './milestones.ts';

/** How long students stay alike on the symmetric plateau before each turns to one teacher (Saad & Solla 1995). */
export interface PlateauEscape {
  /** Rate at which differences between students grow there, per unit of τ, for small γ/p. */
  readonly rate: number;
  /** Escape from M⁰ ~ d^{−½} to leading order in ln d: τ = ½ ln d/rate. */
  readonly leading: Moment;
  /**
   * When a unit is closer to one teacher than half way from all alike to specialised, the median over starts; null where no
   * unaligned start was followed, or that long.
   */
  readonly followed: Moment | null;
}

/**
 * (2/π) (2k − 1)^{−1/2} (2k + 1)^{−3/2}, the growth rate per unit of τ of differences between students on the symmetric
 * plateau of k ≥ 2 orthonormal teachers as γ/p → 0. It does not depend on p: a perturbation that leaves the mean
 * student alone meets the same outputs whatever p is.
 */
export function escapeRate(teacherWidth: number): number {
  const k = teacherWidth;
  return 2 / (Math.PI * Math.sqrt(2 * k - 1) * (2 * k + 1) * Math.sqrt(2 * k + 1));
}

/**
 * The escape from a start with overlaps of order d^{−½}. On a curve it takes ½ (ln d + ln τ)/rate and a constant that depends on the
 * start: what students do not have in common dies out like 1/τ only, and until then they part more slowly.
 */
export function plateauEscape(
  teacherWidth: number,
  curves: readonly FlowCurve[],
  clock: Clock,
): PlateauEscape {
  const rate = escapeRate(teacherWidth);
  const threshold = 0.5 * (1 + 1 / Math.sqrt(teacherWidth));
  const passage =
    curves.length === 0 ? Infinity : middle(curves.map((curve) => firstPassage(curve, threshold)));
  return {
    rate,
    leading: momentOf((0.5 * logarithm(clock.inputDimension)) / rate, clock),
    followed: passage < Infinity ? momentOf(passage, clock) : null,
  };
}

/** When the alignment passes a threshold from below, interpolated between points; Infinity when it begins above or never does. */
function firstPassage({ times, alignment }: FlowCurve, threshold: number): number {
  const above = alignment.findIndex((value) => value >= threshold);
  if (above <= 0) return Infinity;
  const [before, after] = [alignment[above - 1], alignment[above]];
  return times[above - 1] + ((times[above] - times[above - 1]) * (threshold - before)) / (after - before);
}

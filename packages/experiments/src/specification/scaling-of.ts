import { scaling, type Regime } from '@crossover/ode-theory';
import type { RunSpecification } from './run-specification.ts';

/** How a run's prefactors and exponents turn into sizes, rates and time (model.md §3). */
export interface RunScaling {
  readonly regime: Regime;
  /** p = round(p₀ d^κ) */
  readonly studentWidth: number;
  /** γ = γ₀ d^{−δ}; null for a theory run that does not depend on d. */
  readonly learningRate: number | null;
  /** δt, with t = ν δt; 1 in the no-ODE region, null for a theory run that does not depend on d. */
  readonly timeStep: number | null;
}

type Prefactors = Pick<
  RunSpecification,
  'widthPrefactor' | 'learningRatePrefactor' | 'kappa' | 'delta' | 'inputDimension'
>;

/** Sizes, rate and time step of a run. */
export function scalingOf(specification: Prefactors): RunScaling {
  const { regime, studentWidth, learningRate, timeStep } = scaling(specification);
  return { regime, studentWidth, learningRate, timeStep };
}

/** δt at d, which κ and δ alone decide; 1 in the no-ODE region. */
export function timeStepAt(point: {
  readonly kappa: number;
  readonly delta: number;
  readonly inputDimension: number;
}): number {
  // Whatever the prefactors, no width is too small to be one at κ = 0 and the same ϑ.
  const { kappa, delta, inputDimension } = point;
  const anyPrefactors = { widthPrefactor: 1, learningRatePrefactor: 1 };
  return scaling({ ...anyPrefactors, kappa: 0, delta: kappa + delta, inputDimension }).timeStep;
}

/** The student width p = round(p₀ d^κ) of a run. */
export function studentWidthOf(specification: Prefactors): number {
  return scalingOf(specification).studentWidth;
}

/**
 * The SGD step ν = round(t/δt) at which a run reaches its output time `timeIndex`; several output times
 * may share one. Null for a theory run that does not depend on d: it has no steps.
 */
export function stepOfTime(specification: RunSpecification, timeIndex: number): number | null {
  const { timeStep } = scalingOf(specification);
  return timeStep === null ? null : stepAt(specification.times[timeIndex], timeStep);
}

/** ν = round(t/δt). */
export function stepAt(time: number, timeStep: number): number {
  return Math.round(time / timeStep);
}

import type { RegimeName } from '../regimes.ts';
import type { RunSpecification } from './run-specification.ts';

/** How a run's prefactors and exponents turn into sizes, rates and time (model.md §3). */
export interface RunScaling {
  readonly regime: RegimeName;
  /** ϑ = κ + δ, snapped to a boundary within tolerance. */
  readonly theta: number;
  readonly studentWidth: number;
  /** γ; null when it depends on d and there is none. */
  readonly learningRate: number | null;
  /** δt; null when it depends on d and there is none. 1 in the no-ODE region, where t = ν. */
  readonly timeStep: number | null;
}

/** Sizes, rate and time step of a run. */
export function scalingOf(specification: RunSpecification): RunScaling {
  throw new Error(`no scaling yet for ${specification.kind}`);
}

/** The SGD step ν = round(t/δt) at which a simulation records its output time `timeIndex`. */
export function stepOfTime(specification: RunSpecification, timeIndex: number): number {
  return Math.round(
    (specification.times[timeIndex] as number) / (scalingOf(specification).timeStep as number),
  );
}

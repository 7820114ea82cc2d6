import { classifyRegime } from '@crossover/ode-theory';
import type { Equations, RunSpecification } from './run-specification.ts';

type Model = Pick<RunSpecification, 'kappa' | 'delta' | 'initial'>;

/**
 * Whether a theory run's answer depends on the input dimension. The limit equations and the particles of the mean field themselves never do, the
 * gradient flow only where time is counted by the variance (ϑ < 0);
 * the student's width p₀ d^κ does when κ ≠ 0, and so do the starts drawn in d dimensions.
 */
export function theoryDependsOnDimension({ kappa, delta, initial }: Model, equations: Equations): boolean {
  if (kappa !== 0 || startDependsOnDimension({ initial })) return true;
  if (equations === 'gradient-flow') return classifyRegime({ kappa, delta }).theta < 0;
  return equations !== 'limit' && equations !== 'mean-field';
}

/** Whether the law of Ω⁰ depends on the input dimension (model.md §6). */
export function startDependsOnDimension({ initial }: Pick<Model, 'initial'>): boolean {
  if (initial.kind === 'explicit') return false;
  const fromWeights = initial.teacher !== undefined && 'weights' in initial.teacher;
  return initial.kind === 'sphere' || initial.kind === 'gaussian' || fromWeights;
}

/** Whether the start is drawn at all: an explicit one has no use for the seed. */
export function startDependsOnSeed({ initial }: Pick<Model, 'initial'>): boolean {
  return initial.kind !== 'explicit';
}

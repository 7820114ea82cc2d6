import { RandomStream } from '@crossover/math-core';
import type { EngineName } from '../../src/index.ts';
import { ChosenSteps } from './chosen-steps.ts';
import { GaussianNodes } from './gaussian-nodes.ts';
import { expectations } from './mean-changes.ts';
import { kinks } from './position.ts';
import type { QuadratureCase } from './quadrature-cases.ts';

/**
 * Largest error of a mean change that is accepted, relative to the change: what the rules leave, and the closed forms'
 * difference quotient (10⁻⁸).
 */
export const TOLERANCE = 1e-5;

/** A number's mean change by an engine's kernel, and what theory says. */
export interface QuadratureMean {
  readonly what: string;
  readonly mean: number;
  readonly expected: number;
}

/**
 * Means of ΔM, ΔQ and Δa over one step of an engine's kernel by quadrature: over the components of the inputs along the
 * weights by a product rule, over all else by what stands for it exactly (see ChosenSteps).
 */
export function quadratureMeans(
  name: EngineName,
  { model, drift, nodes, stepsBefore = 0 }: QuadratureCase,
): QuadratureMean[] {
  const steps = new ChosenSteps(name, model, RandomStream.fromKey('step by quadrature'), stepsBefore);
  const { position, directions } = steps;
  const n = directions.length * model.batchSize;
  const kinksOfAll = Array.from({ length: model.batchSize }, (_, s) =>
    kinks(model, position, directions).map((v) => {
      const row = new Array<number>(n).fill(0);
      v.forEach((entry, c) => (row[s * directions.length + c] = entry));
      return row;
    }),
  ).flat();
  const means = new Float64Array(steps.size);
  new GaussianNodes(n, kinksOfAll, nodes, nodes).visit((g, weight) => {
    steps.add(g, weight, means);
  });
  return expectations(model, drift(position)).map((change, index) => ({ ...change, mean: means[index] }));
}

/** The change whose mean is wrong most, relative to it; what is not to move at all must not. */
export function largestError(means: readonly QuadratureMean[]): { what: string; error: number } {
  return means
    .map(({ what, mean, expected }) => {
      const difference = Math.abs(mean - expected);
      return { what, error: difference === 0 ? 0 : difference / Math.abs(expected) };
    })
    .reduce((worst, next) => (next.error > worst.error ? next : worst));
}

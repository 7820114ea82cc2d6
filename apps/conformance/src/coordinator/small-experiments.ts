import type { ExperimentInput } from '@crossover/experiments';

/** What kind of experiment a check wants. */
export interface Wanted {
  /** Simulations of the same point that differ in their random numbers; 1 by default. */
  readonly replicas?: number | undefined;
  /** A theory run too. */
  readonly theory?: boolean | undefined;
  /** A second part whose runs are ten times as long. */
  readonly longerPart?: boolean | undefined;
}

const base = {
  widthPrefactor: 2,
  teacherWidth: 2,
  kappa: 0,
  delta: 0,
  learningRatePrefactor: 1,
  noise: 0.01,
  inputDimension: 20,
  observables: 'risk' as const,
};

/** Runs of a millisecond or so with 41 times each; another seed makes them other runs. */
export function smallExperiment(
  name: string,
  seed: number,
  { replicas = 1, theory = false, longerPart = false }: Wanted = {},
): ExperimentInput {
  const part = (tMax: number, withTheory: boolean) => ({
    base: { ...base, seed, times: { tMax, points: 40 } },
    replicas,
    theory: withTheory ? ['finite' as const] : [],
  });
  return {
    name,
    title: 'Conformance of the coordinator',
    question: 'Does the coordinator keep the protocol?',
    parts: [part(5, theory), ...(longerPart ? [part(50, false)] : [])],
  };
}

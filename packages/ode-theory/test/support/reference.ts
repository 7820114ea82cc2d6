import { readFileSync } from 'node:fs';
import type { OrderParameters } from '@crossover/math-core';
import type { DriftWeights } from '../../src/index.ts';

type Matrix = number[][];

interface InitialCondition {
  readonly p: number;
  readonly k: number;
  readonly P: Matrix;
  readonly M0: Matrix;
  readonly Q0: Matrix;
}

interface Case {
  readonly ic: string;
  readonly regime: 'blue' | 'green' | 'orange';
  readonly gamma0: number;
  readonly noise: number;
}

interface ReferenceFile {
  readonly initial_conditions: Record<string, InitialCondition>;
  readonly rhs: Record<string, Case & { risk: number; dQdt: Matrix; dMdt: Matrix }>;
  readonly trajectories: Record<
    string,
    Case & { t: number[]; risk: number[]; Q_t1000: Matrix; M_t1000: Matrix }
  >;
}

const path = new URL('../fixtures/ode-reference.json', import.meta.url);
export const reference = JSON.parse(readFileSync(path, 'utf8')) as ReferenceFile;

export const flat = (matrix: Matrix): Float64Array => Float64Array.from(matrix.flat());

export function startOf({ ic }: Case): OrderParameters {
  const { p, k, Q0, M0, P } = reference.initial_conditions[ic];
  return { studentWidth: p, teacherWidth: k, Q: flat(Q0), M: flat(M0), P: flat(P) };
}

/** The file's own convention: g = γ₀/p, parts switched by the colour of the regime. */
export function weightsOf({ ic, regime, gamma0 }: Case): DriftWeights {
  const g = gamma0 / reference.initial_conditions[ic].p;
  return { gradient: regime === 'orange' ? 0 : g, variance: regime === 'green' ? 0 : g * g };
}

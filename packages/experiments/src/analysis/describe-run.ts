import type { RegimeName } from '../regimes.ts';

/** What a plot or a table says about a run. */
export interface RunDescription {
  readonly kind: 'simulation' | 'theory';
  /** Null for a simulation. */
  readonly equations: 'limit' | 'finite' | null;
  readonly regime: RegimeName;
  /** ϑ = κ + δ, snapped to the boundary when within tolerance. */
  readonly regimeTheta: number;
  readonly studentWidth: number;
  readonly teacherWidth: number;
  /** Null for a theory run that does not depend on d. */
  readonly inputDimension: number | null;
  readonly noise: number;
  readonly kappa: number;
  readonly delta: number;
  /** γ₀ */
  readonly gamma0: number;
  /** p₀ */
  readonly widthPrefactor: number;
  /** δt: t = ν δt. Null when it depends on d and there is none. */
  readonly timeStep: number | null;
  /** Null for a theory run. */
  readonly replica: number | null;
  /** One line for a legend, such as "plateau · d = 1000 · simulation". */
  readonly label: string;
}

/** A run in the words of plots and tables. */
export function describeRun(
  specification: import('../specification/run-specification.ts').RunSpecification,
): RunDescription {
  throw new Error(`no description yet for ${specification.kind}`);
}

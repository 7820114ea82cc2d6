import type { RegimeName } from '@crossover/ode-theory';
import type { ThemeName } from '../language/theme.ts';
import type { FigureSize, Furniture } from '../trajectories/input.ts';

/** A place in the (δ, κ) plane and the runs that lie there. */
export interface PhasePoint {
  readonly kappa: number;
  readonly delta: number;
  readonly regime: RegimeName;
  readonly runs: number;
}

/** What was simulated at one place, and what the theory says of it. */
export interface PhaseCell {
  readonly kappa: number;
  readonly delta: number;
  readonly regime: RegimeName;
  readonly inputDimension: number;
  readonly studentWidth: number;
  /** γ */
  readonly learningRate: number;
  /** Steps of SGD until the end of the runs. */
  readonly steps: number;
  /** R at t = 0; null where it is not known. */
  readonly initialRisk: number | null;
  /** Final risk; null where no run has finished. */
  readonly risk: number | null;
  readonly standardError: number | null;
  readonly replicas: number;
  /** Null where there are no equations, or nothing is known from them. */
  readonly predictedRisk: number | null;
  /** Whether the risk has stopped moving by the end of the runs; taken to be so when left out. */
  readonly settled?: boolean;
  /**
   * Where the prediction comes from: equations at the time at which the runs end (`theory-run`, `mean-field-run`), or where
   * they end after any time (`phase-report`). At the same time when left out.
   */
  readonly prediction?: 'theory-run' | 'mean-field-run' | 'phase-report' | null;
}

export interface PhaseDiagramInput {
  readonly points: readonly PhasePoint[];
  /** Final risks, drawn in place of the points that they lie on. */
  readonly cells?: readonly PhaseCell[];
  readonly theme: ThemeName;
  readonly size: FigureSize;
  readonly furniture: Furniture;
}

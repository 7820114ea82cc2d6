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

export interface PhaseDiagramInput {
  readonly points: readonly PhasePoint[];
  readonly theme: ThemeName;
  readonly size: FigureSize;
  readonly furniture: Furniture;
}

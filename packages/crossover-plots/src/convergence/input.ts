import type { RegimeName } from '@crossover/ode-theory';
import type { PowerLawFit } from '../series/plotted-series.ts';
import type { Appearance } from '../series/series-figure.ts';
import type { CurveParameters } from '../trajectories/input.ts';

/** How far simulations lie from one kind of equations, against d. */
export interface ConvergenceSeries {
  readonly parameters: CurveParameters;
  readonly regime: RegimeName;
  /** ϑ = κ + δ */
  readonly theta: number;
  readonly equations: 'finite' | 'limit';
  readonly points: readonly {
    /** d */
    readonly inputDimension: number;
    readonly distance: number;
    readonly standardError: number | null;
    readonly replicas: number;
  }[];
  readonly fit: PowerLawFit | null;
  readonly expectedExponent: number;
}

export interface ConvergenceData {
  readonly kind: 'convergence';
  readonly name: string;
  /** What the distance is, in words and symbols. */
  readonly definition: string;
  readonly series: readonly ConvergenceSeries[];
}

export interface ConvergenceInput extends Appearance {
  readonly data: ConvergenceData;
}

import type { RegimeName } from '@crossover/ode-theory';
import type { PowerLawFit } from '../series/plotted-series.ts';
import type { Appearance } from '../series/series-figure.ts';
import type { CurveParameters } from '../trajectories/input.ts';

/** Where the risk ends at one input dimension. */
export interface ScalingPoint {
  /** d */
  readonly inputDimension: number;
  readonly risk: number;
  readonly standardError: number | null;
  readonly replicas: number;
  /** The time t it was read at. */
  readonly time: number;
  /** Whether the plateau was reached by then. */
  readonly settled: boolean;
  /** d ln R / d ln t at the end. */
  readonly endSlope: number | null;
}

export interface ScalingSeries {
  readonly parameters: CurveParameters;
  readonly regime: RegimeName;
  /** ϑ = κ + δ */
  readonly theta: number;
  readonly points: readonly ScalingPoint[];
  /** Risk of the stationary state of the finite-d equations. */
  readonly predicted: readonly { readonly inputDimension: number; readonly risk: number }[];
  readonly fit: PowerLawFit | null;
  /** The same fit to `predicted`. */
  readonly predictedFit: PowerLawFit | null;
  /** −ϑ where the risk is expected to fall as d^{−ϑ}; null where nothing is. */
  readonly expectedExponent: number | null;
}

export interface ScalingData {
  readonly kind: 'scaling';
  readonly name: string;
  readonly series: readonly ScalingSeries[];
}

export interface ScalingInput extends Appearance {
  readonly data: ScalingData;
}

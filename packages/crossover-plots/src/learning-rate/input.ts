import type { RegimeName } from '@crossover/ode-theory';
import type { ThemeName } from '../language/theme.ts';
import type { CurveParameters, FigureSize, Furniture } from '../trajectories/input.ts';

/** Where one learning rate ends, and how long it takes. */
export interface LearningRatePoint {
  /** γ */
  readonly learningRate: number;
  readonly delta: number;
  readonly regime: RegimeName;
  readonly finalRisk: number;
  readonly standardError: number | null;
  readonly replicas: number;
  /** Whether the risk has stopped moving by the end of the runs. */
  readonly settled: boolean;
  /** ν/d at which R first is within a factor 1.5 of `finalRisk`; null when the end is not settled. */
  readonly sweepsToFinal: number | null;
  /** Stationary risk of the finite-d equations; null where there is none or it is not known. */
  readonly predictedRisk: number | null;
}

/** The risk after a given number of sweeps against γ. */
export interface LearningRateBudget {
  /** ν/d */
  readonly sweeps: number;
  readonly points: readonly {
    readonly learningRate: number;
    readonly risk: number;
    readonly standardError: number | null;
  }[];
  /** Between the points, where the least of them has a neighbour on either side; otherwise null. */
  readonly optimum: {
    readonly learningRate: number;
    readonly risk: number;
    /** Of ln γ. */
    readonly standardError?: number | null;
  } | null;
}

export interface LearningRateSeries {
  readonly parameters: CurveParameters;
  readonly points: readonly LearningRatePoint[];
  readonly budgets: readonly LearningRateBudget[];
}

export interface LearningRateData {
  readonly kind: 'learning-rate';
  readonly name: string;
  readonly series: readonly LearningRateSeries[];
}

export interface LearningRateInput {
  readonly data: LearningRateData;
  readonly theme: ThemeName;
  readonly size: FigureSize;
  readonly furniture: Furniture;
}

import type { RegimeName } from '@crossover/ode-theory';
import type { LogDomain } from '../axes/decades.ts';
import type { ThemeName } from '../language/theme.ts';
import type { TimeAxis } from '../text/time-definition.ts';

/** Simulation (mean over replicas), an ODE of the overlaps, or particles for p → ∞. */
export type CurveKind = 'simulation' | 'exact' | 'finite' | 'limit' | 'gradient-flow' | 'mean-field';

/** What distinguishes one curve from another. Curves of different kinds with equal parameters belong together. */
export interface CurveParameters {
  /** d; null for a limit that does not depend on it. */
  readonly inputDimension: number | null;
  /** p */
  readonly studentWidth: number;
  /** k */
  readonly teacherWidth: number;
  /** p₀ */
  readonly widthPrefactor: number;
  readonly kappa: number;
  readonly delta: number;
  /** γ₀ */
  readonly learningRatePrefactor: number;
  /** Δ */
  readonly noise: number;
  /** Initial condition in words, such as `teacher-span`. */
  readonly start: string;
  readonly seed: number;
  /** What a simulation changes in the default model, in words such as `relu, b = 5`; absent or empty for the default. */
  readonly options?: string;
}

/** The population risk at one time; for a simulation the mean over the replicas that have come so far. */
export interface CurvePoint {
  /** The regime's own t. */
  readonly time: number;
  readonly risk: number;
  /** Standard error of the mean over replicas; absent or NaN below two replicas and for theory. */
  readonly standardError?: number;
}

export interface Curve {
  /** Stable while points arrive. */
  readonly id: string;
  readonly kind: CurveKind;
  readonly regime: RegimeName;
  /** ϑ = κ + δ, snapped to the boundary when within tolerance. */
  readonly theta: number;
  readonly parameters: CurveParameters;
  /** δt in t = ν δt; null when it depends on d and there is none. */
  readonly timeStep: number | null;
  /** Smallest positive and largest time of the grid, known before the points are: the axis stays put. */
  readonly grid: { readonly first: number; readonly last: number };
  readonly replicas: number;
  readonly points: readonly CurvePoint[];
}

/** Total width and height in CSS pixels. */
export interface FigureSize {
  readonly width: number;
  readonly height: number;
}

/** `axes`: marks and axes only, for a page that writes the words itself. `full`: stands alone. */
export type Furniture = 'axes' | 'full';

/** What a reader has zoomed into, switched off in the legend or singled out. */
export interface TrajectoriesView {
  readonly risk?: LogDomain;
  /** By panel key. */
  readonly time?: Readonly<Record<string, LogDomain>>;
  /** Ids of groups that are not drawn. */
  readonly hidden?: readonly string[];
  /** Id of the one group that stands out. */
  readonly emphasis?: string;
}

/** Points of a published figure, laid over the curves. */
export interface PublishedPoints {
  /** What they are from, such as "figure 3 of arXiv:2202.00293". */
  readonly label: string;
  /** Times in the units of the figure's axis. */
  readonly points: readonly { readonly regime: RegimeName; readonly time: number; readonly risk: number }[];
}

export interface TrajectoriesInput {
  readonly curves: readonly Curve[];
  readonly timeAxis: TimeAxis;
  readonly theme: ThemeName;
  readonly size: FigureSize;
  readonly furniture: Furniture;
  /** What the reader has chosen to see; everything when left out. */
  readonly view?: TrajectoriesView;
  readonly published?: PublishedPoints;
}

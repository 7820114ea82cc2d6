import type { RegimeName } from '@crossover/ode-theory';
import type { ThemeName } from '../language/theme.ts';
import type { CurveKind, CurveParameters, FigureSize, Furniture } from '../trajectories/input.ts';

/** What came of the random starts of one student width. */
export interface WidthOutcome {
  /** p */
  readonly studentWidth: number;
  /** Whether p is a multiple of the panel's: only then can R = 0 be represented with a fixed second layer (model.md §9). */
  readonly representable: boolean;
  /** Final risk of each start, ascending. */
  readonly risks: readonly number[];
  readonly quantiles: readonly { readonly level: number; readonly risk: number }[];
  /** Time t at which R first is at or below the threshold, over starts; null where more than that share never get there. */
  readonly timeToThreshold: {
    readonly median: number | null;
    readonly low: number | null;
    readonly high: number | null;
    readonly reached: number;
    readonly censored: number;
  };
  /** Starts that were asked for and have not finished; none when left out. */
  readonly missing?: number;
}

/** A sweep over p with everything else fixed. */
export interface WidthPanelData {
  /** Such as "equal teachers, second layer fixed". */
  readonly label: string;
  readonly regime: RegimeName;
  readonly parameters: CurveParameters;
  readonly source: 'simulation' | 'theory';
  /** Null for a simulation; at finite d when left out. */
  readonly equations?: Exclude<CurveKind, 'simulation'> | null;
  /** Time t of its risks; that of the data when left out. */
  readonly time?: number;
  /** What a random start is; a seed when left out. */
  readonly starts?: 'seeds' | 'replicas';
  /** R = 0 can be represented where this divides p: k unless the teachers' outputs differ, null for no p at all; k when left out. */
  readonly multiple?: number | null;
  readonly widths: readonly WidthOutcome[];
  /** p → ∞. */
  readonly meanField: { readonly risk: number; readonly timeToThreshold: number | null } | null;
}

export interface WidthData {
  readonly kind: 'width';
  readonly name: string;
  /** k */
  readonly teacherWidth: number;
  /** The risk whose time of arrival is shown. */
  readonly threshold: number;
  /** Time t of the final risk. */
  readonly time: number;
  readonly panels: readonly WidthPanelData[];
}

export interface WidthInput {
  readonly data: WidthData;
  readonly theme: ThemeName;
  readonly size: FigureSize;
  readonly furniture: Furniture;
}

import type { RegimeName } from '@crossover/ode-theory';
import type { ThemeName } from '../language/theme.ts';
import type { CurveKind, CurveParameters, FigureSize, Furniture } from '../trajectories/input.ts';

/** One student unit of one run. */
export interface AlignmentLine {
  readonly source: CurveKind;
  /** From 0. */
  readonly unit: number;
  /** The teacher unit that it ends closest to, from 0. */
  readonly teacher: number;
  /** M_ir / √(Q_ii P_rr) of that pair. */
  readonly points: readonly { readonly time: number; readonly alignment: number }[];
}

/** One parameter point. */
export interface AlignmentPanel {
  readonly parameters: CurveParameters;
  readonly regime: RegimeName;
  readonly theta: number;
  /** δt in t = ν δt; null where it depends on d and there is none. */
  readonly timeStep: number | null;
  readonly lines: readonly AlignmentLine[];
}

export interface AlignmentData {
  readonly kind: 'alignment';
  readonly name: string;
  readonly panels: readonly AlignmentPanel[];
}

export interface AlignmentInput {
  readonly data: AlignmentData;
  readonly theme: ThemeName;
  readonly size: FigureSize;
  readonly furniture: Furniture;
}

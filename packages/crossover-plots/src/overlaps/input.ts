import type { RegimeName } from '@crossover/ode-theory';
import type { ThemeName } from '../language/theme.ts';
import type { CurveKind, CurveParameters, FigureSize, Furniture } from '../trajectories/input.ts';

/** The overlap matrices of one run at one time, by rows. */
export interface OverlapFrame {
  readonly time: number;
  readonly risk: number;
  /** p × p */
  readonly Q: readonly (readonly number[])[];
  /** p × k */
  readonly M: readonly (readonly number[])[];
}

export interface OverlapsData {
  readonly kind: 'overlaps';
  readonly name: string;
  readonly source: CurveKind;
  readonly parameters: CurveParameters;
  readonly regime: RegimeName;
  readonly theta: number;
  /** δt in t = ν δt; null where it depends on d and there is none. */
  readonly timeStep: number | null;
  readonly studentWidth: number;
  readonly teacherWidth: number;
  /** The number of the student unit, from 0, in each row of the matrices; 0, 1, … when left out. */
  readonly order?: readonly number[];
  readonly frames: readonly OverlapFrame[];
}

export interface OverlapsInput {
  readonly data: OverlapsData;
  readonly theme: ThemeName;
  readonly size: FigureSize;
  readonly furniture: Furniture;
}

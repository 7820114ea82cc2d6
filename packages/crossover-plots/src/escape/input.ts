import type { RegimeName } from '@crossover/ode-theory';
import type { LineFit } from '../series/plotted-series.ts';
import type { Appearance } from '../series/series-figure.ts';
import type { CurveParameters } from '../trajectories/input.ts';

/** When runs leave the symmetric plateau, against d. */
export interface EscapeSeries {
  readonly parameters: CurveParameters;
  readonly regime: RegimeName;
  readonly theta: number;
  readonly points: readonly {
    /** d */
    readonly inputDimension: number;
    /** Median over replicas and starts. */
    readonly time: number;
    readonly standardError: number | null;
    readonly replicas: number;
    /** Runs that had not left by their end. */
    readonly censored: number;
  }[];
  /** Against ln d. */
  readonly fit: LineFit | null;
  /** 1/(2λ), λ the rate at which the plateau is left. */
  readonly expectedSlope: number | null;
  readonly predicted: readonly { readonly inputDimension: number; readonly time: number }[];
  /** Dimensions without a median: more than half of their runs have not left. */
  readonly unresolved?: readonly number[];
}

export interface EscapeData {
  readonly kind: 'escape';
  readonly name: string;
  readonly series: readonly EscapeSeries[];
  /** When a run counts as having left, in words and symbols. */
  readonly definition: string;
}

export interface EscapeInput extends Appearance {
  readonly data: EscapeData;
}

import type { RegimeName } from '@crossover/ode-theory';
import type { PowerLawFit } from '../series/plotted-series.ts';
import type { Appearance } from '../series/series-figure.ts';
import type { CurveParameters } from '../trajectories/input.ts';

/** How far networks of growing width lie from the particles of infinite width. */
export interface ParticleLimitSeries {
  readonly parameters: CurveParameters;
  readonly regime: RegimeName;
  readonly theta: number;
  readonly source: 'simulation' | 'finite' | 'limit';
  readonly points: readonly {
    /** p */
    readonly studentWidth: number;
    /** Largest |⟨R_p⟩/R_particles − 1| over time, ⟨R_p⟩ the mean over starts. */
    readonly distance: number;
    readonly standardError: number | null;
    readonly starts: number;
  }[];
  readonly fit: PowerLawFit | null;
  readonly expectedExponent: number | null;
}

export interface ParticleLimitData {
  readonly kind: 'particle-limit';
  readonly name: string;
  /** What the distance is, in words and symbols. */
  readonly definition: string;
  readonly series: readonly ParticleLimitSeries[];
}

export interface ParticleLimitInput extends Appearance {
  readonly data: ParticleLimitData;
}

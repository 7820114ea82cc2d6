import type { RegimeName } from '@crossover/ode-theory';

/** A fitted power law y = prefactor · x^exponent. */
export interface PowerLawFit {
  readonly exponent: number;
  readonly standardError: number;
  /** 95 %; `method` says how it was found. */
  readonly interval: readonly [number, number];
  readonly prefactor: number;
  readonly range: readonly [number, number];
  readonly points: number;
  readonly residualStandardDeviation: number;
  readonly method: string;
}

/** A fitted line y = intercept + slope · x. */
export interface LineFit {
  readonly slope: number;
  readonly standardError: number;
  /** 95 %; `method` says how it was found. */
  readonly interval: readonly [number, number];
  readonly intercept: number;
  readonly range: readonly [number, number];
  readonly points: number;
  readonly residualStandardDeviation: number;
  readonly method: string;
}

export interface PlottedPoint {
  readonly x: number;
  readonly y: number;
  readonly standardError: number | null;
  /** Drawn hollow: what the caption says of hollow marks holds for it. */
  readonly hollow: boolean;
}

/** A line beside the points: what was fitted to them, or what theory says. */
export interface PlottedLine {
  /** A fit is thin, theory has the theme's line width; dashed and dotted ones say in the caption what they are. */
  readonly style: 'fit' | 'theory' | 'dashed-theory';
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** Measured points against one variable, with the lines that belong to them. */
export interface PlottedSeries {
  readonly label: string;
  readonly regime: RegimeName;
  readonly points: readonly PlottedPoint[];
  readonly lines: readonly PlottedLine[];
}

/** What a series of points or a curve is of: the parameters that a figure names; null where they vary along its axis. */
export interface SeriesParameters {
  /** d; null for a limit that does not depend on it, and where it is the axis of the figure. */
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
  /** What the runs change in the default model, in words such as `relu, b = 5`; empty for the default. */
  readonly options: string;
}

/** A fitted power law y = prefactor · x^exponent. */
export interface PowerLawFit {
  readonly exponent: number;
  readonly standardError: number;
  /** 95 % interval of the exponent; how it was found is in `method`. */
  readonly interval: readonly [number, number];
  readonly prefactor: number;
  /** Smallest and largest x that entered. */
  readonly range: readonly [number, number];
  readonly points: number;
  /** Of ln y; in units of the standard errors where the fit is weighted by them. */
  readonly residualStandardDeviation: number;
  readonly method: string;
}

/** A fitted line y = intercept + slope · x. */
export interface LineFit {
  readonly slope: number;
  readonly standardError: number;
  /** 95 % interval of the slope; how it was found is in `method`. */
  readonly interval: readonly [number, number];
  readonly intercept: number;
  /** Smallest and largest x that entered. */
  readonly range: readonly [number, number];
  readonly points: number;
  readonly residualStandardDeviation: number;
  readonly method: string;
}

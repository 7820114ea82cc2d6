/**
 * A stretch of a run's curve: `count` consecutive output times from index `firstIndex` of
 * `specification.times` on. `data` holds count × recordLength numbers, row by row; one record is
 * [R] for observables `risk`, [R, Q (p² row-major), M (p·k row-major)] for `overlaps`.
 */
export interface CurvePoints {
  readonly firstIndex: number;
  readonly count: number;
  readonly data: Float64Array;
}

/** The solution on the interval of one step. */
export interface SolutionPiece {
  readonly from: number;
  readonly to: number;
  /** Writes the solution at a time within into `target`. */
  evaluate(time: number, target: Float64Array): void;
}

import type { OrderParameters } from '@crossover/math-core';

/** 'projected': the Markov chain of the overlaps, at a cost independent of d. 'direct': the weights themselves. */
export type EngineName = 'projected' | 'direct';

/** A run of SGD that can be advanced, looked at, and put aside. */
export interface Engine {
  readonly name: EngineName;
  /** ν, the number of steps taken so far. */
  readonly step: number;
  /**
   * Takes this many steps. How a run is cut into calls changes no bit of it: `advance(a); advance(b)` is `advance(a + b)`.
   * Throws InvalidModelError unless `steps` is an integer ≥ 0.
   */
  advance(steps: number): void;
  /** The overlaps after `step` steps, as copies. Throws OverlapOverflowError when they are no longer finite. */
  orderParameters(): OrderParameters;
  /** Everything that the run needs to go on; `restoreEngine` continues with the same bits. */
  checkpoint(): Uint8Array;
}

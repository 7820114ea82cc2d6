import type { OrderParameters } from '@crossover/math-core';

/** 'projected': the Markov chain of the overlaps, at a cost independent of d. 'direct': the weights themselves. */
export type EngineName = 'projected' | 'direct';

/** Replicas of one model, advanced together; each has the bits that it would have alone. */
export interface Ensemble {
  readonly name: EngineName;
  readonly replicas: number;
  /** ν, the number of steps that every replica has taken so far. */
  readonly step: number;
  /**
   * Takes this many steps with every replica. How a run is cut into calls changes no bit of it: `advance(a); advance(b)` is
   * `advance(a + b)`. Throws InvalidModelError unless `steps` is an integer ≥ 0, and InputsExhaustedError when given
   * inputs do not suffice.
   */
  advance(steps: number): void;
  /**
   * The covariance of the fields after `step` steps, as copies: Q = W S Wᵀ/d, M = W S W*ᵀ/d, P = W* S W*ᵀ/d, with S the
   * covariance of the inputs (the identity when they are isotropic or given). Throws OverlapOverflowError when it is no
   * longer finite.
   */
  orderParameters(replica: number): OrderParameters;
  /**
   * R = ½ E[(f − f̂)²] without label noise, over the inputs' law; for given inputs over their rows. Throws
   * OverlapOverflowError when it is no longer finite.
   */
  populationRisk(replica: number): number;
  /** a after `step` steps, as a copy. */
  secondLayer(replica: number): Float64Array;
  /** Everything that the replica needs to go on; `restoreEnsemble` continues with the same bits. */
  checkpoint(replica: number): Uint8Array;
}

/** A single run of SGD that can be advanced, looked at, and put aside: an ensemble of one. */
export interface Engine {
  readonly name: EngineName;
  readonly step: number;
  advance(steps: number): void;
  orderParameters(): OrderParameters;
  populationRisk(): number;
  secondLayer(): Float64Array;
  checkpoint(): Uint8Array;
}

export function engineOf(ensemble: Ensemble): Engine {
  return {
    name: ensemble.name,
    get step() {
      return ensemble.step;
    },
    advance: (steps) => ensemble.advance(steps),
    orderParameters: () => ensemble.orderParameters(0),
    populationRisk: () => ensemble.populationRisk(0),
    secondLayer: () => ensemble.secondLayer(0),
    checkpoint: () => ensemble.checkpoint(0),
  };
}

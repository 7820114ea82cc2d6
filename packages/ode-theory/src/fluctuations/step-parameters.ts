/** What a step of SGD does, in its own units: γ, d and the options of the learning rule. */
export interface StepParameters {
  /** γ itself, not its prefactor. */
  readonly learningRate: number;
  /** d, at least the rank of Ω. */
  readonly inputDimension: number;
  /** b, fresh samples over which a step averages its update; default 1. */
  readonly batchSize?: number;
  /** η_w in [0, 1], the share of the weights that a step takes away; default 0. */
  readonly weightDecay?: number;
  /** γ_a ≥ 0, the learning rate of the second layer, for a model that trains it; default 0. */
  readonly secondLayerLearningRate?: number;
}

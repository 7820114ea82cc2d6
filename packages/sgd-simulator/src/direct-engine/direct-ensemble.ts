import type { OrderParameters, RandomStream } from '@crossover/math-core';
import { openCheckpoints, writeCheckpoint, type CheckpointContent } from '../checkpoint/checkpoint-format.ts';
import type { Ensemble } from '../engine.ts';
import { assertFiniteOverlaps, assertStepCount } from '../model/assert-run.ts';
import { assertEnoughInputs } from '../model/assert-inputs.ts';
import type { CompleteModel } from '../model/complete-model.ts';
import { DirectReplica } from './direct-replica.ts';

/**
 * One-pass SGD on the weights themselves (model.md §2, §5), O(pd) per step. It serves where the projected engine cannot:
 * d < n, inputs that are not isotropic, inputs from a file; and as the check that the projected engine has the right law.
 * Each replica has a kernel of its own.
 */
export class DirectEnsemble implements Ensemble {
  readonly name = 'direct';
  readonly #model: CompleteModel;
  readonly #replicas: readonly DirectReplica[];
  #step: number;

  private constructor(model: CompleteModel, replicas: readonly DirectReplica[], step: number) {
    this.#model = model;
    this.#replicas = replicas;
    this.#step = step;
  }

  /** Throws EngineRefusedError when Ω⁰ needs more than d dimensions. */
  static start(model: CompleteModel, streams: readonly RandomStream[]): DirectEnsemble {
    const replicas = streams.map((stream) => DirectReplica.start(model, stream));
    return new DirectEnsemble(model, replicas, 0);
  }

  static resume(model: CompleteModel, checkpoints: readonly CheckpointContent[]): DirectEnsemble {
    const { step } = openCheckpoints(checkpoints);
    const replicas = checkpoints.map((content) => DirectReplica.resume(model, content));
    return new DirectEnsemble(model, replicas, step);
  }

  get replicas(): number {
    return this.#replicas.length;
  }

  get step(): number {
    return this.#step;
  }

  advance(steps: number): void {
    assertStepCount(steps);
    assertEnoughInputs(this.#model, this.#step + steps);
    for (const replica of this.#replicas) replica.advance(steps, this.#step);
    this.#step += steps;
  }

  orderParameters(replica: number): OrderParameters {
    const overlaps = this.#replicas[replica].overlaps();
    assertFiniteOverlaps(overlaps, this.#step, this.#model);
    return overlaps;
  }

  populationRisk(replica: number): number {
    return this.#replicas[replica].populationRisk(this.orderParameters(replica));
  }

  secondLayer(replica: number): Float64Array {
    return this.#replicas[replica].secondLayer();
  }

  checkpoint(replica: number): Uint8Array {
    const { streams, numbers } = this.#replicas[replica].state();
    return writeCheckpoint(this.name, this.#model, this.#step, streams, numbers);
  }
}

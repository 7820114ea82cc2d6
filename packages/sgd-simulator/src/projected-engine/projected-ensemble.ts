import { populationRisk, type OrderParameters, type RandomStream } from '@crossover/math-core';
import { openCheckpoints, writeCheckpoint, type CheckpointContent } from '../checkpoint/checkpoint-format.ts';
import type { Ensemble } from '../engine.ts';
import { configureKernel } from '../kernel/configure-kernel.ts';
import { instantiateKernel, type SimulatorKernel } from '../kernel/simulator-kernel.ts';
import { putStream, takeStream } from '../kernel/stream-lanes.ts';
import { assertProjectable } from '../model/assert-engine-applies.ts';
import { assertFiniteOverlaps, assertStepCount } from '../model/assert-run.ts';
import { fieldCount, type CompleteModel } from '../model/complete-model.ts';
import { lazyRisk } from '../model/lazy-risk.ts';
import { placeInitialState } from './place-initial-state.ts';
import { ReplicaState } from './replica-state.ts';

const LANES = 2;

/**
 * One-pass SGD through its overlaps alone, exact in law, at a cost per step that does not depend on d (model.md §5):
 * for Gaussian inputs the next (Q, M) depends on x only through n normal components and the squared length of the rest, χ²
 * with d − n degrees of freedom. Two replicas share the lanes of a kernel's vectors.
 *
 * A replica draws, sample by sample, the components u along the reference rows, z along the students' rest, the label
 * noise (when Δ > 0), and the χ² (when d > n) or, for mini-batches, its row of Bartlett's factor.
 */
export class ProjectedEnsemble implements Ensemble {
  readonly name = 'projected';
  readonly replicas: number;
  readonly #model: CompleteModel;
  readonly #kernel: SimulatorKernel;
  readonly #streams: readonly RandomStream[];
  readonly #states: readonly ReplicaState[];
  readonly #pairs: number;
  #step: number;

  private constructor(model: CompleteModel, streams: readonly RandomStream[], step: number) {
    assertProjectable(model);
    this.replicas = streams.length;
    this.#model = model;
    this.#streams = streams;
    this.#step = step;
    this.#pairs = Math.ceil(streams.length / LANES);
    const kernel = instantiateKernel();
    this.#kernel = kernel;
    configureKernel(kernel, model);
    kernel.reserveProjectedEngine(this.#pairs, model.inputDimension - fieldCount(model));
    this.#states = Array.from(
      { length: this.#pairs * LANES },
      (_, place) => new ReplicaState(kernel, model, Math.floor(place / LANES), place % LANES),
    );
    // An odd number of replicas leaves a lane without one; it repeats its neighbour, and nobody looks at it.
    this.#states.forEach((state, place) => {
      putStream(kernel, state.streams, state.lane, streams[Math.min(place, streams.length - 1)]);
    });
  }

  /** Throws EngineRefusedError when d < n, or when the inputs are not isotropic. */
  static start(model: CompleteModel, streams: readonly RandomStream[]): ProjectedEnsemble {
    const ensemble = new ProjectedEnsemble(model, streams, 0);
    placeInitialState(ensemble.#kernel, model, ensemble.#states);
    return ensemble;
  }

  static resume(model: CompleteModel, checkpoints: readonly CheckpointContent[]): ProjectedEnsemble {
    const { step, streams } = openCheckpoints(checkpoints);
    const ensemble = new ProjectedEnsemble(
      model,
      streams.map(([stream]) => stream),
      step,
    );
    placeInitialState(ensemble.#kernel, model, ensemble.#states);
    ensemble.#states.forEach((state, place) => {
      const content = checkpoints[Math.min(place, checkpoints.length - 1)];
      state.restore(content.numbers);
    });
    return ensemble;
  }

  get step(): number {
    return this.#step;
  }

  advance(steps: number): void {
    assertStepCount(steps);
    for (let pair = 0; pair < this.#pairs; pair++) this.#kernel.advanceProjected(pair, steps);
    this.#step += steps;
  }

  orderParameters(replica: number): OrderParameters {
    const overlaps = this.#states[replica].overlaps();
    assertFiniteOverlaps(overlaps, this.#step, this.#model);
    return overlaps;
  }

  populationRisk(replica: number): number {
    const overlaps = this.orderParameters(replica);
    const secondLayer = this.secondLayer(replica);
    if (this.#model.training === 'lazy') {
      return lazyRisk(
        this.#model,
        overlaps,
        this.#states[replica].overlapsWithInitialStudents(),
        secondLayer,
      );
    }
    return populationRisk(overlaps, {
      activation: this.#model.activation,
      teacherActivation: this.#model.teacherActivation,
      studentSecondLayer: secondLayer,
      teacherSecondLayer: this.#model.secondLayer.teacher,
    });
  }

  secondLayer(replica: number): Float64Array {
    return this.#states[replica].secondLayer();
  }

  checkpoint(replica: number): Uint8Array {
    const state = this.#states[replica];
    const stream = takeStream(this.#kernel, state.streams, state.lane, this.#streams[replica]);
    return writeCheckpoint(this.name, this.#model, this.#step, [stream], state.numbers());
  }
}

import { RandomStream, type OrderParameters } from '@crossover/math-core';
import { writeCheckpoint, type CheckpointContent } from '../checkpoint/checkpoint-format.ts';
import type { Engine } from '../engine.ts';
import { assertFiniteOverlaps, assertStepCount } from '../model/assert-run.ts';
import type { SimulationModel } from '../model/simulation-model.ts';
import { DirectState } from './direct-state.ts';

/**
 * One-pass SGD on the weights themselves (model.md §2), O(pd) per step. It serves where the projected engine cannot, d < p + k,
 * and as the check that the projected engine has the right law.
 *
 * Per step it draws x (d normals) and the label noise (one normal, when Δ > 0), in this order.
 */
export class DirectEngine implements Engine {
  readonly name = 'direct';
  readonly #model: SimulationModel;
  readonly #state: DirectState;
  readonly #stream: RandomStream;
  #step: number;

  private constructor(model: SimulationModel, state: DirectState, stream: RandomStream, step: number) {
    this.#model = model;
    this.#state = state;
    this.#stream = stream;
    this.#step = step;
  }

  /** Throws EngineRefusedError when Ω⁰ needs more than d dimensions. */
  static start(model: SimulationModel, stream: RandomStream): DirectEngine {
    return new DirectEngine(model, DirectState.fromInitialOverlaps(model), stream, 0);
  }

  static resume(model: SimulationModel, content: CheckpointContent): DirectEngine {
    const state = new DirectState(model);
    content.readArrays([state.teachers, state.students]);
    return new DirectEngine(model, state, content.stream, content.step);
  }

  get step(): number {
    return this.#step;
  }

  advance(steps: number): void {
    assertStepCount(steps);
    const { inputDimension: d, noise } = this.#model;
    const state = this.#state;
    const stream = this.#stream;
    const noiseAmplitude = Math.sqrt(noise);
    for (let taken = 0; taken < steps; taken++) {
      const x = state.input;
      for (let j = 0; j < d; j++) x[j] = stream.normal();
      state.step(noise > 0 ? noiseAmplitude * stream.normal() : 0);
    }
    state.settle();
    this.#step += steps;
  }

  orderParameters(): OrderParameters {
    const { studentWidth, teacherWidth, initial } = this.#model;
    const { Q, M } = this.#state.overlaps();
    assertFiniteOverlaps(Q, M, this.#step, this.#model);
    return { studentWidth, teacherWidth, Q, M, P: Float64Array.from(initial.P) };
  }

  checkpoint(): Uint8Array {
    const { teachers, students } = this.#state;
    return writeCheckpoint(this.name, this.#model, this.#step, this.#stream, [teachers, students]);
  }
}

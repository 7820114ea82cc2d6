import { RandomStream, type OrderParameters } from '@crossover/math-core';
import { writeCheckpoint, type CheckpointContent } from '../checkpoint/checkpoint-format.ts';
import type { Engine } from '../engine.ts';
import { EngineRefusedError, messages } from '../errors.ts';
import { assertFiniteOverlaps, assertStepCount } from '../model/assert-run.ts';
import type { SimulationModel } from '../model/simulation-model.ts';
import { ProjectedState } from './projected-state.ts';

/**
 * One-pass SGD through its overlaps alone, exact in law, at a cost per step that does not depend on d (model.md §5):
 * for Gaussian inputs the next (Q, M) depends on x only through n = p + k normal components and the squared length of
 * the rest, χ² with d − n degrees of freedom.
 *
 * Per step it draws u (k normals), z (p normals), the label noise (one normal, when Δ > 0) and the χ², in this order.
 */
export class ProjectedEngine implements Engine {
  readonly name = 'projected';
  readonly #model: SimulationModel;
  readonly #state: ProjectedState;
  readonly #stream: RandomStream;
  #step: number;

  private constructor(model: SimulationModel, state: ProjectedState, stream: RandomStream, step: number) {
    this.#model = model;
    this.#state = state;
    this.#stream = stream;
    this.#step = step;
  }

  /** Throws EngineRefusedError when d < p + k. */
  static start(model: SimulationModel, stream: RandomStream): ProjectedEngine {
    assertRoomForFields(model);
    return new ProjectedEngine(model, ProjectedState.fromInitialOverlaps(model), stream, 0);
  }

  static resume(model: SimulationModel, content: CheckpointContent): ProjectedEngine {
    const state = new ProjectedState(model);
    content.readArrays([state.teachers, state.inSpan, state.outOfSpan]);
    return new ProjectedEngine(model, state, content.stream, content.step);
  }

  get step(): number {
    return this.#step;
  }

  advance(steps: number): void {
    assertStepCount(steps);
    const { studentWidth: p, teacherWidth: k, inputDimension, noise } = this.#model;
    const state = this.#state;
    const stream = this.#stream;
    const { u, z } = state;
    const noiseAmplitude = Math.sqrt(noise);
    const restDimensions = inputDimension - p - k;
    for (let taken = 0; taken < steps; taken++) {
      for (let r = 0; r < k; r++) u[r] = stream.normal();
      for (let i = 0; i < p; i++) z[i] = stream.normal();
      const labelNoise = noise > 0 ? noiseAmplitude * stream.normal() : 0;
      const restSquared = restDimensions > 0 ? stream.chiSquare(restDimensions) : 0;
      state.step(Math.sqrt(restSquared), labelNoise);
    }
    this.#step += steps;
  }

  orderParameters(): OrderParameters {
    const { studentWidth, teacherWidth, initial } = this.#model;
    const { Q, M } = this.#state.overlaps();
    assertFiniteOverlaps(Q, M, this.#step, this.#model);
    return { studentWidth, teacherWidth, Q, M, P: Float64Array.from(initial.P) };
  }

  checkpoint(): Uint8Array {
    const { teachers, inSpan, outOfSpan } = this.#state;
    return writeCheckpoint(this.name, this.#model, this.#step, this.#stream, [teachers, inSpan, outOfSpan]);
  }
}

function assertRoomForFields({ inputDimension, studentWidth, teacherWidth }: SimulationModel): void {
  if (inputDimension < studentWidth + teacherWidth) {
    throw new EngineRefusedError(
      messages.projectedNeedsDimensions(inputDimension, studentWidth, teacherWidth),
    );
  }
}

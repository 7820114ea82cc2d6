import type { RandomStream, TeacherActivationName } from '@crossover/math-core';
import type { EngineName } from '../../src/index.ts';
import type { CompleteModel } from '../../src/model/complete-model.ts';
import { HermiteProducts } from './hermite-products.ts';
import { orthonormalDirections, type Position } from './position.ts';
import { repeatedDraws, type RepeatedDraws } from './repeated-draws.ts';
import { laneOf, replayedKernel, type Lane, type ReplayedKernel } from './replayed-kernel.ts';
import { countOfChanges, readChanges } from './step-changes.ts';

/**
 * One step of an engine's kernel after another from the same position, each with functions of its draws of mean exactly zero:
 * Hermite products of the input's components along the weights and of ζ, and the same times the squared length of what the
 * input has besides. The draws are those of RandomStream, whose laws have tests of their own.
 */
export class StepSampler {
  readonly position: Position;
  readonly size: number;
  readonly variates: number;
  readonly #model: CompleteModel;
  readonly #kernel: ReplayedKernel;
  readonly #draws: RepeatedDraws;
  readonly #directions: readonly Float64Array[];
  readonly #products: HermiteProducts;
  readonly #run: Lane;

  /** @param stepsBefore the position is where the engine is after so many steps from Ω⁰ */
  constructor(name: EngineName, model: CompleteModel, stream: RandomStream, stepsBefore: number) {
    const kernel = replayedKernel(name, model, stream);
    const draws = repeatedDraws(name, model, [stream.split(0), stream.split(1)]);
    const before = laneOf(kernel, model);
    const run = laneOf(kernel, model);
    kernel.read(0, before);
    kernel.restart();
    kernel.advance(stepsBefore);
    for (let step = 0; step < stepsBefore; step++) {
      for (let lane = 0; lane < kernel.lanes; lane++) draws.next(lane);
    }
    kernel.startFromHere();
    kernel.read(0, run);
    this.position = {
      columns: kernel.columns,
      students: run.rows.slice(),
      initialStudents: before.rows,
      teachers: kernel.teachers,
      secondLayer: run.secondLayer.slice(),
    };
    this.#model = model;
    this.#kernel = kernel;
    this.#draws = draws;
    this.#directions = orthonormalDirections(this.position);
    const odd = isOdd(model.activation) && isOdd(model.teacherActivation);
    this.#products = new HermiteProducts(this.#directions.length + 1, odd);
    this.#run = run;
    this.size = countOfChanges(model);
    this.variates = this.#products.count;
  }

  /** Visits the changes and the variates of at least `count` steps; returns how many they were. */
  sample(count: number, visit: (changes: Float64Array, variates: Float64Array) => void): number {
    const kernel = this.#kernel;
    const changes = new Float64Array(this.size);
    const variates = new Float64Array(this.variates);
    const components = new Float64Array(this.#directions.length + 1);
    const rounds = Math.ceil(count / kernel.lanes);
    for (let round = 0; round < rounds; round++) {
      kernel.restart();
      kernel.advance(1);
      for (let lane = 0; lane < kernel.lanes; lane++) {
        this.#readVariates(lane, components, variates);
        kernel.read(lane, this.#run);
        readChanges(this.#model, this.position, this.#run, changes);
        visit(changes, variates);
      }
    }
    return rounds * kernel.lanes;
  }

  /** Means over the samples of a step. */
  #readVariates(lane: number, components: Float64Array, variates: Float64Array): void {
    const { batchSize, inputDimension } = this.#model;
    const n = this.#directions.length;
    const outside = inputDimension - n;
    const scale = outside > 0 ? 1 / Math.sqrt(2 * outside) : 0;
    variates.fill(0);
    for (const { x, restSquared, zeta } of this.#draws.next(lane)) {
      let squaredOutside = restSquared;
      for (let j = 0; j < x.length; j++) squaredOutside += x[j] * x[j];
      for (let c = 0; c < n; c++) {
        const direction = this.#directions[c];
        let component = 0;
        for (let j = 0; j < x.length; j++) component += direction[j] * x[j];
        components[c] = component;
        squaredOutside -= component * component;
      }
      components[n] = zeta;
      this.#products.add(components, scale * (squaredOutside - outside), 1 / batchSize, variates);
    }
  }
}

/** With odd activations on both sides −x changes nothing. */
function isOdd(activation: TeacherActivationName): boolean {
  return activation === 'erf' || activation === 'linear' || activation === 'sign';
}

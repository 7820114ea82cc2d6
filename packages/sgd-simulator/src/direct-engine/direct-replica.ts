import { doublesAt, populationRisk, type OrderParameters, type RandomStream } from '@crossover/math-core';
import type { CheckpointContent } from '../checkpoint/checkpoint-format.ts';
import { configureKernel } from '../kernel/configure-kernel.ts';
import { instantiateKernel, type SimulatorKernel } from '../kernel/simulator-kernel.ts';
import { putStream, takeStream } from '../kernel/stream-lanes.ts';
import { lazyRisk } from '../model/lazy-risk.ts';
import type { CompleteModel } from '../model/complete-model.ts';
import { blockSamples } from './block-samples.ts';
import { GivenInputReader } from './given-input-reader.ts';
import { placeWeights, type PlacedWeights } from './place-weights.ts';
import { WeightMemory } from './weight-memory.ts';

/** The label of the stream that draws the odd coordinates of an input; the run's own stream draws the even ones. */
const SECOND_LANE = 'odd coordinates';

/** One replica on a kernel of its own, which holds its weights, once, and a block of inputs. */
export class DirectReplica {
  readonly #model: CompleteModel;
  readonly #kernel: SimulatorKernel;
  readonly #memory: WeightMemory;
  readonly #streams: readonly [RandomStream, RandomStream];
  readonly #givenInputs: GivenInputReader | undefined;

  private constructor(
    model: CompleteModel,
    streams: readonly [RandomStream, RandomStream],
    placed: PlacedWeights,
  ) {
    this.#model = model;
    this.#streams = streams;
    const kernel = instantiateKernel();
    this.#kernel = kernel;
    configureKernel(kernel, model);
    const anisotropic = model.inputs.kind === 'spectrum';
    kernel.reserveDirect(
      model.inputDimension,
      placed.teacherColumns,
      blockSamples(model),
      anisotropic ? 1 : 0,
    );
    streams.forEach((stream, lane) => putStream(kernel, kernel.addressOfStreams(), lane, stream));
    this.#memory = new WeightMemory(kernel, model, placed.teacherColumns);
    this.#memory.place(placed);
    if (model.inputs.kind === 'given') this.#givenInputs = new GivenInputReader(kernel, model, model.inputs);
  }

  static start(model: CompleteModel, stream: RandomStream): DirectReplica {
    const streams = [stream, stream.split(SECOND_LANE)] as const;
    const replica = new DirectReplica(model, streams, placeWeights(model, stream));
    replica.#kernel.closeBlock();
    return replica;
  }

  static resume(model: CompleteModel, { streams, numbers }: CheckpointContent): DirectReplica {
    const [even, odd] = streams;
    const replica = new DirectReplica(model, [even, odd], placeWeights(model, even));
    replica.#memory.restore(numbers);
    return replica;
  }

  /** @param from steps taken before */
  advance(steps: number, from: number): void {
    if (this.#givenInputs === undefined) this.#kernel.advanceDirect(steps);
    else this.#givenInputs.advance(steps, from);
  }

  overlaps(): OrderParameters {
    return this.#memory.overlaps();
  }

  populationRisk(overlaps: OrderParameters): number {
    if (this.#givenInputs !== undefined) return this.#givenInputs.meanRisk();
    const { activation, teacherActivation, training, secondLayer } = this.#model;
    if (training === 'lazy') {
      const { withInitial, initial } = this.#memory.overlapsOfLazyTraining();
      return lazyRisk(this.#model, overlaps, withInitial, this.secondLayer(), initial);
    }
    return populationRisk(overlaps, {
      activation,
      teacherActivation,
      studentSecondLayer: this.secondLayer(),
      teacherSecondLayer: secondLayer.teacher,
    });
  }

  secondLayer(): Float64Array {
    const { studentWidth } = this.#model;
    return doublesAt(this.#kernel, this.#kernel.addressOfSecondLayer(), studentWidth).slice();
  }

  state(): { readonly streams: readonly RandomStream[]; readonly numbers: Float64Array } {
    const kernel = this.#kernel;
    return {
      streams: this.#streams.map((stream, lane) =>
        takeStream(kernel, kernel.addressOfStreams(), lane, stream),
      ),
      numbers: this.#memory.numbers(),
    };
  }
}

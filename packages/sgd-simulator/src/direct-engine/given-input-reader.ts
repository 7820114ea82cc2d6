import { doublesAt } from '@crossover/math-core';
import type { SimulatorKernel } from '../kernel/simulator-kernel.ts';
import type { CompleteModel } from '../model/complete-model.ts';
import type { GivenInputs } from '../model/simulation-model.ts';
import { blockSamples } from './block-samples.ts';

/** Feeds a direct kernel the rows of a matrix, in their order and from the first again when they are used up. */
export class GivenInputReader {
  readonly #kernel: SimulatorKernel;
  readonly #rows: Float64Array;
  readonly #inputDimension: number;
  readonly #rowLength: number;
  readonly #batchSize: number;
  readonly #samples: number;

  constructor(kernel: SimulatorKernel, model: CompleteModel, { rows }: GivenInputs) {
    this.#kernel = kernel;
    this.#rows = rows;
    this.#inputDimension = model.inputDimension;
    this.#rowLength = model.inputDimension + (model.inputDimension % 2);
    this.#batchSize = model.batchSize;
    this.#samples = blockSamples(model);
  }

  /** Takes `steps` steps after the `from` steps taken before. */
  advance(steps: number, from: number): void {
    const kernel = this.#kernel;
    for (let taken = 0; taken < steps; taken++) {
      if (kernel.position.value === this.#samples) {
        this.#fill(kernel.turnToHostInputs(), (from + taken) * this.#batchSize);
        kernel.openBlock();
      }
      kernel.trainOnStep();
    }
  }

  /** The mean of ½ (f − f̂)² over all rows. */
  meanRisk(): number {
    const count = this.#rows.length / this.#inputDimension;
    const input = doublesAt(this.#kernel, this.#kernel.addressOfWorkspace(), this.#inputDimension);
    let sum = 0;
    for (let index = 0; index < count; index++) {
      input.set(this.#row(index));
      sum += this.#kernel.halfSquaredError();
    }
    return sum / count;
  }

  #fill(address: number, firstSample: number): void {
    const count = this.#rows.length / this.#inputDimension;
    const block = doublesAt(this.#kernel, address, this.#samples * this.#rowLength);
    for (let s = 0; s < this.#samples; s++) {
      block.set(this.#row((firstSample + s) % count), s * this.#rowLength);
    }
  }

  #row(index: number): Float64Array {
    return this.#rows.subarray(index * this.#inputDimension, (index + 1) * this.#inputDimension);
  }
}

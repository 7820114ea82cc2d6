import { doublesAt, type OrderParameters } from '@crossover/math-core';
import type { Address, SimulatorKernel } from '../kernel/simulator-kernel.ts';
import type { CompleteModel } from '../model/complete-model.ts';

const LANES = 2;
const STREAM_BYTES = 64;
const ENTRY_BYTES = 16;

/**
 * A replica's lane in a pair's block of the kernel's memory (see kernels/projected/state.ts): all that SGD on Gaussian
 * inputs can see of the weights, their coordinates in an orthonormal basis whose first K directions contain the
 * reference rows,
 *
 *     W* = √d T E_T,   W = √d (A E_T + B E_B),   B = L D^{1/2},   P = T Tᵀ,   M = A Tᵀ,   Q = A Aᵀ + L D Lᵀ.
 */
export class ReplicaState {
  readonly pair: number;
  readonly lane: number;
  readonly streams: Address;
  readonly #model: CompleteModel;
  readonly #referenceRows: number;
  /** Every number of the block behind the streams, the two lanes by turns: A (p × K), D (p), L (p(p−1)/2), a (p). */
  readonly #entries: Float64Array;
  readonly #entryCount: number;
  /** T, packed rows of its lower triangle. */
  readonly #referenceFactor: Float64Array;

  constructor(kernel: SimulatorKernel, model: CompleteModel, pair: number, lane: number) {
    const { studentWidth: p, teacherWidth: k, training } = model;
    const K = training === 'lazy' ? k + p : k;
    this.pair = pair;
    this.lane = lane;
    this.#model = model;
    this.#referenceRows = K;
    this.#entryCount = p * K + p + (p * (p - 1)) / 2 + p;
    this.streams = kernel.addressOfPair(pair);
    this.#entries = doublesAt(kernel, this.streams + STREAM_BYTES, LANES * this.#entryCount);
    this.#referenceFactor = doublesAt(kernel, kernel.addressOfReferenceFactor(), (K * (K + 1)) / 2);
  }

  /** Where column entry `i` of this lane lies when a column of p vectors starts at `column`. */
  columnEntry(kernel: SimulatorKernel, column: Address, i: number): Float64Array {
    return doublesAt(kernel, column + i * ENTRY_BYTES + this.lane * Float64Array.BYTES_PER_ELEMENT, 1);
  }

  /** All numbers of the state: A, D, L, a. */
  numbers(): Float64Array {
    return Float64Array.from({ length: this.#entryCount }, (_, entry) => this.#at(entry));
  }

  restore(numbers: Float64Array): void {
    numbers.forEach((value, entry) => this.#set(entry, value));
  }

  setInSpan(inSpan: Float64Array): void {
    inSpan.forEach((value, entry) => this.#set(entry, value));
  }

  setSecondLayer(secondLayer: Float64Array): void {
    secondLayer.forEach((value, i) => this.#set(this.#secondLayerAt + i, value));
  }

  secondLayer(): Float64Array {
    const { studentWidth } = this.#model;
    return Float64Array.from({ length: studentWidth }, (_, i) => this.#at(this.#secondLayerAt + i));
  }

  /** Q (exactly symmetric), M, and the P of the model. */
  overlaps(): OrderParameters {
    const { studentWidth: p, teacherWidth: k, initial } = this.#model;
    const K = this.#referenceRows;
    const pivotsAt = p * K;
    const Q = new Float64Array(p * p);
    for (let i = 0; i < p; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let b = 0; b < K; b++) sum += this.#at(i * K + b) * this.#at(j * K + b);
        for (let b = 0; b <= j; b++)
          sum += this.#at(pivotsAt + b) * this.#unitLower(i, b) * this.#unitLower(j, b);
        Q[i * p + j] = sum;
        Q[j * p + i] = sum;
      }
    }
    return {
      studentWidth: p,
      teacherWidth: k,
      Q,
      M: this.#overlapsWithReferenceRows(0, k),
      P: Float64Array.from(initial.P),
    };
  }

  /** W W⁰ᵀ/d, p × p; the initial students are reference rows when training is lazy. */
  overlapsWithInitialStudents(): Float64Array {
    const { studentWidth, teacherWidth } = this.#model;
    return this.#overlapsWithReferenceRows(teacherWidth, teacherWidth + studentWidth);
  }

  #overlapsWithReferenceRows(from: number, to: number): Float64Array {
    const { studentWidth: p } = this.#model;
    const K = this.#referenceRows;
    const width = to - from;
    const overlaps = new Float64Array(p * width);
    for (let i = 0; i < p; i++) {
      for (let row = from; row < to; row++) {
        let sum = 0;
        for (let b = 0; b <= row; b++) {
          sum += this.#at(i * K + b) * this.#referenceFactor[(row * (row + 1)) / 2 + b];
        }
        overlaps[i * width + row - from] = sum;
      }
    }
    return overlaps;
  }

  get #secondLayerAt(): number {
    return this.#entryCount - this.#model.studentWidth;
  }

  /** L_ij for j ≤ i: columns below the diagonal one after the other. */
  #unitLower(i: number, j: number): number {
    if (i === j) return 1;
    const { studentWidth: p } = this.#model;
    const columnsAt = p * this.#referenceRows + p;
    return this.#at(columnsAt + j * (p - 1) - (j * (j - 1)) / 2 + (i - j - 1));
  }

  #at(entry: number): number {
    return this.#entries[LANES * entry + this.lane];
  }

  #set(entry: number, value: number): void {
    this.#entries[LANES * entry + this.lane] = value;
  }
}

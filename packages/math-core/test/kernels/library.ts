import { doublesAt, KernelModule, RandomStream, type KernelExports } from '../../src/index.ts';
import { kernelDigits } from './library.generated.ts';

type Address = number;

/** Writes `count` results, pairs of lanes, of the operands at `from`. */
export type Fill = (from: Address, to: Address, count: number) => void;

/** What kernels/library.ts exports. */
export interface LibraryKernel extends KernelExports {
  initialise(): void;
  reserve(bytes: number): Address;
  readonly fillExponentials: Fill;
  readonly fillLogarithms: Fill;
  readonly fillErrorFunctions: Fill;
  readonly fillArcsines: Fill;
  readonly fillDifferencesOfProducts: Fill;
  activate(activation: number, fields: Address, count: number, values: Address): void;
  differentiate(activation: number, fields: Address, count: number, slopes: Address): void;
  arctangent(x: number): number;
  arctangent2(y: number, x: number): number;
  arctangentDeficit(t: number): number;
  productAverage(b: number, e: number, cbb: number, cbe: number, cee: number): number;
  slopesAverage(b: number, e: number, cbb: number, cbe: number, cee: number): number;
  curvatureValueAverage(b: number, e: number, cbb: number, cbe: number, cee: number): number;
  squareAverageSlope(activation: number, v: number): number;
  slopeProductAverage(activation: number, cii: number, cij: number, cjj: number): number;
  slopeProductScaleDerivative(activation: number, cii: number, cij: number, cjj: number): number;
  slopesValuesAverage(student: number, b: number, e: number, C: Address): number;
  slopesValuesScaleDerivative(student: number, b: number, e: number, C: Address): number;
  fillNormals(state: Address, to: Address, count: number): void;
  fillUniformComplements(state: Address, to: Address, count: number): void;
  fillChiSquares(state: Address, degreesOfFreedom: number, to: Address, count: number): void;
}

export const library = new KernelModule<LibraryKernel>(kernelDigits).instantiate();
library.initialise();

/** Pairs of lanes that fit into the arrays below. */
export const CAPACITY = 1 << 16;
const BYTES_PER_PAIR = 16;
/** The largest number of operands of a function, those of a difference of products. */
const OPERANDS = 4;

const from = library.reserve(OPERANDS * CAPACITY * BYTES_PER_PAIR);
const to = library.reserve(CAPACITY * BYTES_PER_PAIR);

/** The results of pairs of lanes, lane 0 at even places; `operands` counts the v128 of one result. */
export function evaluatePairs(fill: Fill, lanes: Float64Array, operands = 1): Float64Array {
  const count = lanes.length / (2 * operands);
  doublesAt(library, from, lanes.length).set(lanes);
  fill(from, to, count);
  return doublesAt(library, to, 2 * count).slice();
}

/** Each argument in one lane, `companion` in the other one. */
export function evaluateInLane(
  fill: Fill,
  lane: 0 | 1,
  parameters: Float64Array,
  companion: number,
): Float64Array {
  const lanes = new Float64Array(2 * parameters.length).fill(companion);
  parameters.forEach((x, index) => (lanes[2 * index + lane] = x));
  return ofLane(evaluatePairs(fill, lanes), lane);
}

/** What stands in one of the lanes of pairs. */
export function ofLane(pairs: Float64Array, lane: number): Float64Array {
  return pairs.filter((_, index) => index % 2 === lane);
}

/** Two streams in the lanes of the kernel's generator. */
export class StreamPair {
  readonly #state = library.reserve(4 * BYTES_PER_PAIR);

  constructor(streams: readonly [RandomStream, RandomStream]) {
    const KEY_BYTES = 32;
    const words = new BigUint64Array(library.memory.buffer, this.#state, 8);
    streams.forEach((stream, lane) => {
      const view = new DataView(stream.serialize().buffer, KEY_BYTES);
      for (let word = 0; word < 4; word++) words[2 * word + lane] = view.getBigUint64(8 * word, true);
    });
  }

  /** Up to CAPACITY draws of both streams, lane 0 at even places; valid until the next call. */
  normals(count: number): Float64Array {
    library.fillNormals(this.#state, to, count);
    return doublesAt(library, to, 2 * count);
  }

  uniformComplements(count: number): Float64Array {
    library.fillUniformComplements(this.#state, to, count);
    return doublesAt(library, to, 2 * count);
  }

  chiSquares(degreesOfFreedom: number, count: number): Float64Array {
    library.fillChiSquares(this.#state, degreesOfFreedom, to, count);
    return doublesAt(library, to, 2 * count);
  }
}

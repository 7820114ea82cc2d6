import { doublesAt, type RandomStream } from '@crossover/math-core';
import type { Address, SimulatorKernel } from '../../src/kernel/simulator-kernel.ts';
import { putStream } from '../../src/kernel/stream-lanes.ts';

/** What a kernel draws from one of its streams: a normal, whose value is to be chosen, or a uniform, taken as it comes. */
export type Draw = 'normal' | 'uniform';

/** What the tables of the ziggurat are recognised by: where the base layer ends and the tail begins (kernels' normal.ts). */
const TAIL_START = 4.038849846109504;
const LAYERS = 1024;
const KEY_BYTES = 32;

/** A normal is the layer's entry in the kernel's table times the draw's position in (−½, ½). */
interface Slot {
  readonly layer: number;
  readonly position: number;
}

/**
 * Makes a kernel as it is draw normals of one's own choice. Its streams begin at a point where the normals of a step, in both
 * lanes, fall into different layers of the ziggurat. The table in the kernel's memory then gets, in each of these layers, the
 * width that makes the normal the wanted one, and a bound that accepts it at once. No code of the kernel is replaced, and
 * none of it is left out but what the ziggurat does outside the layers' cores.
 */
export class ChosenNormals {
  /** The uniforms of each lane, in their order. */
  readonly uniforms: readonly (readonly number[])[];
  readonly #kernel: SimulatorKernel;
  readonly #streams: Address;
  readonly #start: readonly RandomStream[];
  readonly #slots: readonly (readonly Slot[])[];
  readonly #table: Float64Array;

  /**
   * @param lanes what each lane's stream is asked for in a step
   * @param accepts whether uniforms will do
   */
  constructor(
    kernel: SimulatorKernel,
    streams: Address,
    lanes: readonly (readonly Draw[])[],
    stream: RandomStream,
    accepts: (uniforms: readonly number[]) => boolean,
  ) {
    const { start, drawn } = usableStart(lanes, stream, accepts);
    this.uniforms = drawn.map(({ uniforms }) => uniforms);
    this.#kernel = kernel;
    this.#streams = streams;
    this.#start = start;
    this.#slots = drawn.map(({ slots }) => slots);
    this.#table = tableOf(kernel);
    for (const { layer } of this.#slots.flat()) this.#table[2 * layer + 1] = Infinity;
  }

  /** Chooses the normal number `index` of a lane. */
  set(lane: number, index: number, value: number): void {
    const { layer, position } = this.#slots[lane][index];
    this.#table[2 * layer] = value / position;
  }

  /** The next step draws what has been chosen. */
  rewind(): void {
    this.#start.forEach((stream, lane) => putStream(this.#kernel, this.#streams, lane, stream));
  }
}

interface Drawn {
  readonly slots: readonly Slot[];
  readonly uniforms: readonly number[];
}

function usableStart(
  lanes: readonly (readonly Draw[])[],
  stream: RandomStream,
  accepts: (uniforms: readonly number[]) => boolean,
): { start: readonly RandomStream[]; drawn: readonly Drawn[] } {
  for (let attempt = 0; attempt < 10_000; attempt++) {
    const start = lanes.map((_, lane) => stream.split(attempt).split(lane));
    const drawn = lanes.map((draws, lane) => drawFrom(start[lane], draws));
    const layers = drawn.flatMap(({ slots }) => slots.map(({ layer }) => layer));
    const different = new Set(layers).size === layers.length;
    if (different && drawn.every(({ uniforms }) => accepts(uniforms))) return { start, drawn };
  }
  throw new Error('No stream was found whose normals fall into different layers; draw fewer in a step.');
}

/** The table of the layers, two numbers each: twice the half width, and the bound below which a position is accepted. */
function tableOf(kernel: SimulatorKernel): Float64Array {
  const memory = new Float64Array(kernel.memory.buffer);
  const bound = memory.findIndex((value, at) => value === TAIL_START && memory[at + 1] === 2 * TAIL_START);
  if (bound < 0) throw new Error('The kernel has no table of the ziggurat; look where normal.ts keeps it.');
  return doublesAt(kernel, (bound - 1) * Float64Array.BYTES_PER_ELEMENT, 2 * LAYERS);
}

/** What the kernel makes of the outputs of xoshiro256++ from a stream's state on. */
function drawFrom(stream: RandomStream, draws: readonly Draw[]): Drawn {
  let [s0, s1, s2, s3] = new BigUint64Array(stream.serialize().slice(KEY_BYTES).buffer);
  const slots: Slot[] = [];
  const uniforms: number[] = [];
  for (const draw of draws) {
    const bits = BigInt.asUintN(64, rotate(BigInt.asUintN(64, s0 + s3), 23n) + s0);
    if (draw === 'uniform') uniforms.push(Number(bits >> 11n) / 2 ** 53);
    else {
      const place = Number((bits >> 12n) ^ (1n << 51n));
      slots.push({ layer: Number(bits & 0x3ffn), position: place / 2 ** 52 - 0.5 + 2 ** -53 });
    }
    const shifted = BigInt.asUintN(64, s1 << 17n);
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = rotate(s3, 45n);
  }
  return { slots, uniforms };
}

function rotate(word: bigint, count: bigint): bigint {
  return BigInt.asUintN(64, word << count) | (word >> (64n - count));
}

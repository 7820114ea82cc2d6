import { RandomStream } from '@crossover/math-core';
import type { Address, SimulatorKernel } from './simulator-kernel.ts';

const KEY_BYTES = 32;
const WORDS = 4;
const WORD_BYTES = 8;
const LANE_BYTES = 8;
const WORD_STRIDE = 16;

/** Puts the state of a stream into a lane of a kernel's pair of streams, which then goes on with its bits. */
export function putStream(
  kernel: SimulatorKernel,
  streams: Address,
  lane: number,
  stream: RandomStream,
): void {
  const state = stream.serialize().subarray(KEY_BYTES);
  for (let word = 0; word < WORDS; word++) {
    const bytes = state.subarray(word * WORD_BYTES, (word + 1) * WORD_BYTES);
    laneBytes(kernel, streams, lane, word).set(bytes);
  }
}

/** The stream of a lane as it is now; `key` is a stream of the same key, whose own state does not matter. */
export function takeStream(
  kernel: SimulatorKernel,
  streams: Address,
  lane: number,
  key: RandomStream,
): RandomStream {
  const serialized = key.serialize();
  for (let word = 0; word < WORDS; word++) {
    serialized.set(laneBytes(kernel, streams, lane, word), KEY_BYTES + word * WORD_BYTES);
  }
  return RandomStream.deserialize(serialized);
}

/** WebAssembly's memory is little-endian on every machine, as a serialized stream is. */
function laneBytes(kernel: SimulatorKernel, streams: Address, lane: number, word: number): Uint8Array {
  const address = streams + word * WORD_STRIDE + lane * LANE_BYTES;
  return new Uint8Array(kernel.memory.buffer, address, WORD_BYTES);
}

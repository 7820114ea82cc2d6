import { expect, it } from 'vitest';
import { RandomStream } from '../../src/index.ts';

const KEY_BYTES = 32;
const WORDS = 8;
const BITS = 32 * WORDS;

type State = Uint32Array;

function stateOf(stream: RandomStream): State {
  const view = new DataView(stream.serialize().buffer, KEY_BYTES);
  return Uint32Array.from({ length: WORDS }, (_, word) => view.getUint32(4 * word, true));
}

function streamWithState(state: State): RandomStream {
  const bytes = new Uint8Array(KEY_BYTES + 4 * WORDS);
  state.forEach((word, index) => new DataView(bytes.buffer).setUint32(KEY_BYTES + 4 * index, word, true));
  return RandomStream.deserialize(bytes);
}

/** The states with a single bit set. */
const units = Array.from({ length: BITS }, (_, bit) =>
  new Uint32Array(WORDS).map((_, word) => (word === bit >> 5 ? 1 << (bit & 31) : 0)),
);

function sumOf(a: State, b: State): State {
  return a.map((word, index) => word ^ b[index]);
}

/** A linear map over GF(2), given by the images of the unit states. */
function apply(images: readonly State[], state: State): State {
  const sum = new Uint32Array(WORDS);
  for (let bit = 0; bit < BITS; bit++) {
    if (((state[bit >> 5] >>> (bit & 31)) & 1) === 0) continue;
    for (let word = 0; word < WORDS; word++) sum[word] ^= images[bit][word];
  }
  return sum;
}

it('is 2¹²⁸ steps: the step’s matrix over GF(2), squared 128 times', () => {
  let images = units.map((unit) => {
    const stream = streamWithState(unit);
    stream.uint32();
    return stateOf(stream);
  });
  for (let squaring = 0; squaring < 128; squaring++) {
    const before = images;
    images = before.map((image) => apply(before, image));
  }
  units.forEach((unit, bit) => expect(stateOf(streamWithState(unit).jump())).toEqual(images[bit]));
  const stream = RandomStream.fromKey('a state with many bits');
  expect(stateOf(stream.jump())).toEqual(apply(images, stateOf(stream)));
});

it('is linear over GF(2)', () => {
  for (let trial = 0; trial < 20; trial++) {
    const [a, b] = [
      stateOf(RandomStream.fromKey(`left ${trial}`)),
      stateOf(RandomStream.fromKey(`right ${trial}`)),
    ];
    const [jumpOfA, jumpOfB] = [a, b].map((state) => stateOf(streamWithState(state).jump()));
    expect(stateOf(streamWithState(sumOf(a, b)).jump())).toEqual(sumOf(jumpOfA, jumpOfB));
  }
});

it('commutes with drawing', () => {
  const drawnFirst = RandomStream.fromKey('commutes');
  const jumpedFirst = drawnFirst.jump();
  for (let draw = 0; draw < 1000; draw++) {
    drawnFirst.uint32();
    jumpedFirst.uint32();
  }
  expect(drawnFirst.jump().serialize()).toEqual(jumpedFirst.serialize());
});

it('leaves the stream where it was, and keeps its key', () => {
  const stream = RandomStream.fromKey('stays');
  stream.normal();
  const before = stream.serialize();
  const jumped = stream.jump();
  jumped.uint32();
  expect(stream.serialize()).toEqual(before);
  expect(jumped.serialize().subarray(0, KEY_BYTES)).toEqual(before.subarray(0, KEY_BYTES));
  expect(jumped.split('child').serialize()).toEqual(stream.split('child').serialize());
});

import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { RandomStream } from '../../src/index.ts';

const MASK = (1n << 64n) - 1n;

/** xoshiro256++ on 64-bit integers, as its authors define it: the oracle of the 32-bit arithmetic. */
function* xoshiro256PlusPlus(seed: readonly bigint[]): Generator<bigint, never> {
  const rotate = (x: bigint, bits: bigint) => ((x << bits) & MASK) | (x >> (64n - bits));
  let [s0, s1, s2, s3] = seed;
  for (;;) {
    yield (rotate((s0 + s3) & MASK, 23n) + s0) & MASK;
    const t = (s1 << 17n) & MASK;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = rotate(s3, 45n);
  }
}

function streamWithState(words: readonly bigint[]): RandomStream {
  const bytes = new Uint8Array(64);
  words.forEach((word, index) => new DataView(bytes.buffer).setBigUint64(32 + 8 * index, word, true));
  return RandomStream.deserialize(bytes);
}

function stateOf(stream: RandomStream): bigint[] {
  const view = new DataView(stream.serialize().buffer, 32);
  return [0, 8, 16, 24].map((offset) => view.getBigUint64(offset, true));
}

it('begins from the state (1, 2, 3, 4) with the published outputs', () => {
  const published = [
    41943041n,
    58720359n,
    3588806011781223n,
    3591011842654386n,
    9228616714210784205n,
    9973669472204895162n,
    14011001112246962877n,
    12406186145184390807n,
    15849039046786891736n,
    10450023813501588000n,
  ];
  const stream = streamWithState([1n, 2n, 3n, 4n]);
  for (const output of published) expect(stream.uint32()).toBe(Number(output >> 32n));
});

it.each([
  { title: 'small words', seed: [1n, 2n, 3n, 4n] },
  { title: 'all bits set', seed: [MASK, MASK, MASK, MASK] },
  { title: 'single bits at the halves’ borders', seed: [1n << 63n, 0n, 1n << 32n, 1n << 31n] },
])('follows the 64-bit definition from a state of $title', ({ seed }) => {
  const upper = streamWithState(seed);
  const fine = streamWithState(seed);
  const oracle = xoshiro256PlusPlus(seed);
  for (let draw = 0; draw < 10_000; draw++) {
    const output = oracle.next().value;
    expect(upper.uint32()).toBe(Number(output >> 32n));
    expect(fine.uniform()).toBe(Number(output >> 11n) / 2 ** 53);
  }
});

it('starts a key in the state that SHA-256 gives it', () => {
  const digest = createHash('sha256').update('samples/α/7').digest();
  const words = [0, 8, 16, 24].map((offset) => digest.readBigUInt64LE(offset));
  const stream = RandomStream.fromKey('samples/α/7');
  expect(stateOf(stream)).toEqual(words);
  const oracle = xoshiro256PlusPlus(words);
  for (let draw = 0; draw < 1000; draw++) expect(stream.uint32()).toBe(Number(oracle.next().value >> 32n));
});

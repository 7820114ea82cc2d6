import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { InvalidArgumentError } from '../errors.ts';
import { exponential } from '../special-functions/exponential.ts';
import { logarithm } from '../special-functions/logarithm.ts';
import { chiSquareSample } from './chi-square.ts';
import { LAYER_CORES, LAYER_HEIGHTS, TAIL_START } from './ziggurat-tables.ts';

const KEY_BYTES = 32;
const STATE_WORDS = 8;
const SERIALIZED_BYTES = KEY_BYTES + 4 * STATE_WORDS;

/** x^(2¹²⁸) modulo the generator's characteristic polynomial, as its authors publish it: low and high halves of four words. */
const JUMP = Int32Array.of(
  0x3cfd0aba,
  0x180ec6d3,
  0xf0c9392c,
  0xd5a61266,
  0xe03fc9aa,
  0xa9582618,
  0x29b1661c,
  0x39abdc45,
);

const TWO_TO_20 = 0x100000;
const TWO_TO_21 = 0x200000;
const TWO_TO_MINUS_53 = 1 / 9007199254740992;

/**
 * A stream of random numbers: xoshiro256++ (Blackman & Vigna, ACM Trans. Math. Softw. 47:36, 2021), period
 * 2²⁵⁶ − 1, whose initial state is the SHA-256 digest of a key.
 *
 * Streams are addressed, not counted: whoever knows the key has the stream, in any order, on any machine, and
 * two keys give streams as unrelated as SHA-256 makes them (an overlap of 2⁶⁴ draws has probability about
 * 2⁻¹⁹⁰). Every draw is exact in law up to the resolution of doubles, and bit-identical on every engine.
 */
export class RandomStream {
  readonly #key: Uint8Array;
  /** Low and high halves of the generator's four 64-bit words: s₀ low, s₀ high, s₁ low, … */
  readonly #state: Int32Array;
  /** The halves of the latest 64 bits drawn. */
  #low = 0;
  #high = 0;

  private constructor(key: Uint8Array, state: Int32Array) {
    this.#key = key;
    this.#state = state;
  }

  /** The stream of a key, for example `samples/…/3`: its state is SHA-256 of the key's UTF-8 bytes. */
  static fromKey(key: string): RandomStream {
    return RandomStream.#ofDigest(sha256(utf8ToBytes(key)));
  }

  /**
   * A child stream. It depends on this stream's key and on the label only, never on how much has been drawn,
   * so that work can be handed out in any order. The labels 1 and '1' differ.
   */
  split(label: string | number): RandomStream {
    const address = typeof label === 'number' ? `number/${label}` : `string/${label}`;
    return RandomStream.#ofDigest(sha256(concatBytes(this.#key, utf8ToBytes(address))));
  }

  /** Uniform integer in [0, 2³²): the upper half of 64 drawn bits. */
  uint32(): number {
    this.#draw();
    return this.#high >>> 0;
  }

  /** Uniform in [0, 1): the upper 53 of 64 drawn bits, as a multiple of 2⁻⁵³. */
  uniform(): number {
    this.#draw();
    return ((this.#high >>> 0) * TWO_TO_21 + (this.#low >>> 11)) * TWO_TO_MINUS_53;
  }

  /**
   * Standard normal by the ziggurat (Marsaglia & Tsang, J. Stat. Softw. 5:8, 2000) with 1024 layers. The layer
   * and the position in it come from different bits of one draw (Doornik 2005), the position with 52 of them.
   */
  normal(): number {
    this.#draw();
    const layer = this.#low & 0x3ff;
    const x = (this.#high * TWO_TO_20 + (this.#low >>> 12) + 0.5) * LAYER_CORES[2 * layer];
    return Math.abs(x) < LAYER_CORES[2 * layer + 1] ? x : this.#normalOutsideCore(layer, x);
  }

  /**
   * χ² with any real number of degrees of freedom ≥ 0 (0 gives 0), exact, see chi-square.ts. Throws
   * InvalidArgumentError for a negative, infinite or NaN number.
   */
  chiSquare(degreesOfFreedom: number): number {
    return chiSquareSample(this, degreesOfFreedom);
  }

  /**
   * A new stream, 2¹²⁸ draws of 64 bits ahead of this one, which stays where it is: jumping again and again cuts one period
   * into 2¹²⁸ − 1 pieces that provably do not overlap. The key stays the same, and with it the children. Independent work is
   * better given children, which are addressed instead of counted.
   */
  jump(): RandomStream {
    const walker = new RandomStream(this.#key, this.#state.slice());
    const sum = new Int32Array(STATE_WORDS);
    for (const word of JUMP) {
      for (let bit = 0; bit < 32; bit++) {
        if ((word >>> bit) & 1) walker.#state.forEach((half, index) => (sum[index] ^= half));
        walker.#draw();
      }
    }
    return new RandomStream(this.#key, sum);
  }

  /** Key and state in 64 bytes, little-endian on every machine: the stream continues from here, and splits alike. */
  serialize(): Uint8Array {
    const bytes = new Uint8Array(SERIALIZED_BYTES);
    bytes.set(this.#key);
    const view = new DataView(bytes.buffer);
    this.#state.forEach((word, index) => view.setInt32(KEY_BYTES + 4 * index, word, true));
    return bytes;
  }

  /** The inverse of serialize(). Throws InvalidArgumentError for bytes that serialize() cannot have written. */
  static deserialize(bytes: Uint8Array): RandomStream {
    if (bytes.length !== SERIALIZED_BYTES) {
      throw new InvalidArgumentError(
        `A serialized random stream has ${SERIALIZED_BYTES} bytes, not ${bytes.length}; ` +
          'pass exactly what serialize() returned.',
      );
    }
    const state = wordsOf(bytes.subarray(KEY_BYTES));
    if (state.every((word) => word === 0)) {
      throw new InvalidArgumentError(
        'The state of the serialized random stream is all zeros, which xoshiro256++ neither leaves nor reaches: ' +
          'the bytes are damaged. Pass exactly what serialize() returned.',
      );
    }
    return new RandomStream(bytes.slice(0, KEY_BYTES), state);
  }

  static #ofDigest(digest: Uint8Array): RandomStream {
    return new RandomStream(digest, wordsOf(digest));
  }

  /** The 0.4 % of draws that fall into a layer's wedge, or into the tail under the base layer. */
  #normalOutsideCore(layer: number, x: number): number {
    if (layer === 0) return x < 0 ? -this.#normalTail() : this.#normalTail();
    const floor = LAYER_HEIGHTS[layer];
    const height = floor + this.uniform() * (LAYER_HEIGHTS[layer + 1] - floor);
    return height < exponential(-0.5 * x * x) ? x : this.normal();
  }

  /** The normal law beyond TAIL_START, by rejection from an exponential (Marsaglia 1964). */
  #normalTail(): number {
    for (;;) {
      const beyond = -logarithm(1 - this.uniform()) / TAIL_START;
      const bound = -logarithm(1 - this.uniform());
      if (2 * bound > beyond * beyond) return TAIL_START + beyond;
    }
  }

  /**
   * One step of xoshiro256++. JavaScript has no 64-bit integers of any speed: each word is two signed 32-bit
   * halves, and the carry of an addition is the majority bit of (a, b, ¬sum).
   */
  #draw(): void {
    const s = this.#state;
    const s0Low = s[0];
    const s0High = s[1];
    const s1Low = s[2];
    const s1High = s[3];
    const s3Low = s[6];
    const s3High = s[7];

    const sumLow = (s0Low + s3Low) | 0;
    const sumCarry = ((s0Low & s3Low) | ((s0Low | s3Low) & ~sumLow)) >>> 31;
    const sumHigh = (s0High + s3High + sumCarry) | 0;
    const rotatedLow = (sumLow << 23) | (sumHigh >>> 9);
    const rotatedHigh = (sumHigh << 23) | (sumLow >>> 9);
    const low = (rotatedLow + s0Low) | 0;
    const carry = ((rotatedLow & s0Low) | ((rotatedLow | s0Low) & ~low)) >>> 31;
    this.#low = low;
    this.#high = (rotatedHigh + s0High + carry) | 0;

    const s2Low = s[4] ^ s0Low;
    const s2High = s[5] ^ s0High;
    const mixedLow = s3Low ^ s1Low;
    const mixedHigh = s3High ^ s1High;
    s[0] = s0Low ^ mixedLow;
    s[1] = s0High ^ mixedHigh;
    s[2] = s1Low ^ s2Low;
    s[3] = s1High ^ s2High;
    s[4] = s2Low ^ (s1Low << 17);
    s[5] = s2High ^ ((s1High << 17) | (s1Low >>> 15));
    s[6] = (mixedHigh << 13) | (mixedLow >>> 19);
    s[7] = (mixedLow << 13) | (mixedHigh >>> 19);
  }
}

function wordsOf(bytes: Uint8Array): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int32Array.from({ length: STATE_WORDS }, (_, index) => view.getInt32(4 * index, true));
}

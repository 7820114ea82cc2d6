import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { InvalidArgumentError } from '../errors.ts';
import { exponential } from '../special-functions/exponential.ts';
import { logarithm } from '../special-functions/logarithm.ts';
import { chiSquareSample } from './chi-square.ts';
import { LAYER_EDGES, LAYER_HEIGHTS, LAYER_SCALES, TAIL_START } from './ziggurat-tables.ts';

const KEY_BYTES = 32;
const STATE_WORDS = 8;
const SERIALIZED_BYTES = KEY_BYTES + 4 * STATE_WORDS;

const TWO_TO_20 = 2 ** 20;
const TWO_TO_26 = 2 ** 26;
const TWO_TO_MINUS_53 = 2 ** -53;

/**
 * A stream of random numbers: xoshiro256++ (Blackman & Vigna, ACM TOMS 47:36, 2021) on 32-bit halves,
 * whose initial state is the SHA-256 digest of a key. Streams are addressed by their key, not counted.
 */
export class RandomStream {
  readonly #key: Uint8Array;
  /** Low and high halves of the four 64-bit words: s0 low, s0 high, s1 low, … */
  readonly #state: Int32Array;
  /** The 64 bits of the latest draw. */
  #low = 0;
  #high = 0;

  private constructor(key: Uint8Array, state: Int32Array) {
    this.#key = key;
    this.#state = state;
  }

  static fromKey(key: string): RandomStream {
    return streamOfDigest(sha256(utf8ToBytes(key)), (digest, state) => new RandomStream(digest, state));
  }

  split(label: string | number): RandomStream {
    const address = typeof label === 'number' ? `number/${label}` : `string/${label}`;
    const digest = sha256(concatBytes(this.#key, utf8ToBytes(address)));
    return streamOfDigest(digest, (key, state) => new RandomStream(key, state));
  }

  uint32(): number {
    this.#draw();
    return this.#high >>> 0;
  }

  uniform(): number {
    this.#draw();
    return ((this.#high >>> 5) * TWO_TO_26 + (this.#low >>> 6)) * TWO_TO_MINUS_53;
  }

  normal(): number {
    for (;;) {
      this.#draw();
      const layer = this.#low & 0xff;
      const x = (this.#high * TWO_TO_20 + (this.#low >>> 12) + 0.5) * LAYER_SCALES[layer];
      const magnitude = Math.abs(x);
      if (magnitude < LAYER_EDGES[layer + 1]) return x;
      if (layer === 0) return x < 0 ? -this.#tail() : this.#tail();
      const floor = LAYER_HEIGHTS[layer];
      const ceiling = LAYER_HEIGHTS[layer + 1];
      if (floor + this.uniform() * (ceiling - floor) < exponential(-0.5 * x * x)) return x;
    }
  }

  chiSquare(degreesOfFreedom: number): number {
    return chiSquareSample(this, degreesOfFreedom);
  }

  serialize(): Uint8Array {
    const bytes = new Uint8Array(SERIALIZED_BYTES);
    bytes.set(this.#key);
    const view = new DataView(bytes.buffer);
    this.#state.forEach((word, index) => view.setInt32(KEY_BYTES + 4 * index, word, true));
    return bytes;
  }

  static deserialize(bytes: Uint8Array): RandomStream {
    if (bytes.length !== SERIALIZED_BYTES) {
      throw new InvalidArgumentError(
        `A serialized random stream has ${SERIALIZED_BYTES} bytes; ${bytes.length} were given. Pass exactly what serialize() returned.`,
      );
    }
    return new RandomStream(bytes.slice(0, KEY_BYTES), wordsOf(bytes.slice(KEY_BYTES)));
  }

  /** Marsaglia's tail beyond r: exponential proposals, exact. */
  #tail(): number {
    for (;;) {
      const x = -logarithm(1 - this.uniform()) / TAIL_START;
      const y = -logarithm(1 - this.uniform());
      if (2 * y > x * x) return TAIL_START + x;
    }
  }

  #draw(): void {
    const s = this.#state;
    const s0l = s[0], s0h = s[1], s1l = s[2], s1h = s[3], s3l = s[6], s3h = s[7]; // prettier-ignore
    let s2l = s[4];
    let s2h = s[5];

    const sumLow = (s0l + s3l) | 0;
    const sumHigh = (s0h + s3h + (((s0l & s3l) | ((s0l | s3l) & ~sumLow)) >>> 31)) | 0;
    const rotatedLow = (sumLow << 23) | (sumHigh >>> 9);
    const rotatedHigh = (sumHigh << 23) | (sumLow >>> 9);
    const low = (rotatedLow + s0l) | 0;
    this.#low = low;
    this.#high = (rotatedHigh + s0h + (((rotatedLow & s0l) | ((rotatedLow | s0l) & ~low)) >>> 31)) | 0;

    s2l ^= s0l;
    s2h ^= s0h;
    const t3l = s3l ^ s1l;
    const t3h = s3h ^ s1h;
    s[2] = s1l ^ s2l;
    s[3] = s1h ^ s2h;
    s[0] = s0l ^ t3l;
    s[1] = s0h ^ t3h;
    s[4] = s2l ^ (s1l << 17);
    s[5] = s2h ^ ((s1h << 17) | (s1l >>> 15));
    s[6] = (t3h << 13) | (t3l >>> 19);
    s[7] = (t3l << 13) | (t3h >>> 19);
  }
}

function streamOfDigest<Stream>(
  digest: Uint8Array,
  create: (digest: Uint8Array, state: Int32Array) => Stream,
): Stream {
  return create(digest, wordsOf(digest));
}

function wordsOf(bytes: Uint8Array): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int32Array.from({ length: STATE_WORDS }, (_, index) => view.getInt32(4 * index, true));
}

import { exponential } from '../special-functions/exponential';
import { logarithm } from '../special-functions/logarithm';
import { uniformOf } from './uniform';
import { nextBitsOf, rotateLeft } from './xoshiro256';

const LAYERS: i32 = 1024;
/** r, where the base layer's rectangle ends and the tail begins: the value for which 1024 layers close at height 1. */
const TAIL_START: f64 = 4.038849846109504;
/** The common area of the layers, r exp(−r²/2) + ∫_r^∞ exp(−x²/2) dx. */
const LAYER_AREA: f64 = 1.226324646353088e-3;

/** Layer i at 16·i: twice its half width x_i, and the bound x_{i+1} below which a position is accepted. */
const cores: usize = memory.data(LAYERS * 16, 16);
/** exp(−x_i²/2) at 8·i, and 1 at the end. */
const heights: usize = memory.data((LAYERS + 1) * 8, 16);
/** Room for a single pair of draws. */
const one: usize = memory.data(16, 16);

/** Both lanes of 1.5, whose bits are those of 1 with the sign of a fraction flipped, and of 2⁻⁵³; in memory, see exponential.ts. */
const constants: usize = memory.data<f64>([1.5, 1.5, 1.1102230246251565e-16, 1.1102230246251565e-16], 16);
const THREE_HALVES: usize = 0;
const HALF_STEP: usize = 16;

/** Fills the tables of the ziggurat; to be called once before any normal is drawn. */
export function tabulateNormals(): void {
  let edge = LAYER_AREA / exponential(-0.5 * TAIL_START * TAIL_START);
  let next = TAIL_START;
  for (let layer = 0; layer < LAYERS; layer++) {
    const height = layer == 0 ? 0 : exponential(-0.5 * edge * edge);
    if (layer > 0) {
      next = layer + 1 < LAYERS ? Math.sqrt(-2 * logarithm(height + LAYER_AREA / edge)) : 0;
    }
    store<f64>(heights + 8 * layer, height);
    store<f64>(cores + 16 * layer, 2 * edge);
    store<f64>(cores + 16 * layer + 8, next);
    edge = next;
  }
  store<f64>(heights + 8 * LAYERS, 1);
}

/**
 * Standard normals of both streams by the ziggurat (Marsaglia & Tsang, J. Stat. Softw. 5:8, 2000) with 1024 layers; the
 * layer and the position in it come from different bits of one draw (Doornik 2005), the position with 52 of them. Each
 * lane has the same bits as `RandomStream.normal`.
 *
 * The generator is written out once more (see xoshiro256.ts), on local variables: through memory every draw would wait for
 * the stores of the one before.
 *
 * @param to receives `count` v128
 */
export function fillNormals(state: usize, to: usize, count: i32): void {
  let s0 = v128.load(state, 0);
  let s1 = v128.load(state, 16);
  let s2 = v128.load(state, 32);
  let s3 = v128.load(state, 48);
  for (const end = to + (<usize>count << 4); to < end; to += 16) {
    const bits = i64x2.add(rotateLeft(i64x2.add(s0, s3), 23), s0);
    const shifted = i64x2.shl(s1, 17);
    s2 = v128.xor(s2, s0);
    s3 = v128.xor(s3, s1);
    s1 = v128.xor(s1, s2);
    s0 = v128.xor(s0, s3);
    s2 = v128.xor(s2, shifted);
    s3 = rotateLeft(s3, 45);
    const core0 = v128.load(cores + ((<usize>i64x2.extract_lane(bits, 0) & 0x3ff) << 4));
    const core1 = v128.load(cores + ((<usize>i64x2.extract_lane(bits, 1) & 0x3ff) << 4));
    const x = f64x2.mul(position(bits), v128.shuffle<f64>(core0, core1, 0, 2));
    const accepted = f64x2.lt(f64x2.abs(x), v128.shuffle<f64>(core0, core1, 1, 3));
    v128.store(to, x);
    if (!i64x2.all_true(accepted)) {
      v128.store(state, s0, 0);
      v128.store(state, s1, 16);
      v128.store(state, s2, 32);
      v128.store(state, s3, 48);
      completeNormals(state, bits, to, i64x2.bitmask(accepted));
      s0 = v128.load(state, 0);
      s1 = v128.load(state, 16);
      s2 = v128.load(state, 32);
      s3 = v128.load(state, 48);
    }
  }
  v128.store(state, s0, 0);
  v128.store(state, s1, 16);
  v128.store(state, s2, 32);
  v128.store(state, s3, 48);
}

/** The 0.8 % of pairs of draws of which at least one falls into a wedge or the tail: one lane after the other. */
function completeNormals(state: usize, bits: v128, to: usize, accepted: i32): void {
  if (!(accepted & 1)) store<f64>(to, normalOutsideCore(state, i64x2.extract_lane(bits, 0), load<f64>(to)));
  if (!(accepted & 2)) store<f64>(to, normalOutsideCore(state + 8, i64x2.extract_lane(bits, 1), load<f64>(to, 8)), 8);
}

/** One standard normal of both streams. */
export function normals(state: usize): v128 {
  fillNormals(state, one, 1);
  return v128.load(one);
}

/** The upper 52 bits as a signed position in (−½, ½), symmetric: (m + ½)/2⁵² for −2⁵¹ ≤ m < 2⁵¹. */
@inline
function position(bits: v128): v128 {
  const fraction = v128.xor(i64x2.shr_u(bits, 12), v128.load(constants, THREE_HALVES));
  return f64x2.add(f64x2.sub(fraction, v128.load(constants, THREE_HALVES)), v128.load(constants, HALF_STEP));
}

function normalOutsideCore(lane: usize, bits: u64, x: f64): f64 {
  const layer = <usize>bits & 0x3ff;
  if (layer == 0) {
    const tail = normalTail(lane);
    return x < 0 ? -tail : tail;
  }
  const floor = load<f64>(heights + 8 * layer);
  const height = floor + uniformOf(lane) * (load<f64>(heights + 8 * layer, 8) - floor);
  return height < exponential(-0.5 * x * x) ? x : normalOf(lane);
}

/** The normal law beyond TAIL_START, by rejection from an exponential (Marsaglia 1964). */
function normalTail(lane: usize): f64 {
  let beyond: f64 = 0;
  let bound: f64 = 0;
  do {
    beyond = -logarithm(1 - uniformOf(lane)) / TAIL_START;
    bound = -logarithm(1 - uniformOf(lane));
  } while (2 * bound <= beyond * beyond);
  return TAIL_START + beyond;
}

/** One standard normal of one stream alone. */
export function normalOf(lane: usize): f64 {
  const bits = nextBitsOf(lane);
  const layer = <usize>bits & 0x3ff;
  const x = f64x2.extract_lane(position(i64x2.splat(bits)), 0) * load<f64>(cores + 16 * layer);
  return Math.abs(x) < load<f64>(cores + 16 * layer, 8) ? x : normalOutsideCore(lane, bits, x);
}

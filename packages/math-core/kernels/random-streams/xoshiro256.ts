/**
 * Two streams of xoshiro256++ (Blackman & Vigna, ACM Trans. Math. Softw. 47:36, 2021), one a lane, in lockstep. The state
 * is four v128 in memory, s₀ … s₃, lane 0 the first stream; the bits are those of math-core's `RandomStream`.
 */
export const STATE_BYTES: usize = 64;

/** The next 64 bits of both streams. */
@inline
export function nextBits(state: usize): v128 {
  const s0 = v128.load(state, 0);
  const s1 = v128.load(state, 16);
  const s2 = v128.xor(v128.load(state, 32), s0);
  const s3 = v128.load(state, 48);
  const result = i64x2.add(rotateLeft(i64x2.add(s0, s3), 23), s0);
  const mixed = v128.xor(s3, s1);
  v128.store(state, v128.xor(s0, mixed), 0);
  v128.store(state, v128.xor(s1, s2), 16);
  v128.store(state, v128.xor(s2, i64x2.shl(s1, 17)), 32);
  v128.store(state, rotateLeft(mixed, 45), 48);
  return result;
}

@inline
export function rotateLeft(x: v128, count: i32): v128 {
  return v128.or(i64x2.shl(x, count), i64x2.shr_u(x, 64 - count));
}

/** The next 64 bits of one stream alone; `lane` is its address, state + 8·(0 or 1). */
export function nextBitsOf(lane: usize): u64 {
  const s0 = load<u64>(lane, 0);
  const s1 = load<u64>(lane, 16);
  const s2 = load<u64>(lane, 32) ^ s0;
  const s3 = load<u64>(lane, 48);
  const result = rotl<u64>(s0 + s3, 23) + s0;
  const mixed = s3 ^ s1;
  store<u64>(lane, s0 ^ mixed, 0);
  store<u64>(lane, s1 ^ s2, 16);
  store<u64>(lane, s2 ^ (s1 << 17), 32);
  store<u64>(lane, rotl<u64>(mixed, 45), 48);
  return result;
}

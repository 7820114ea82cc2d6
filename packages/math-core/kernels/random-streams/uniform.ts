import { nextBits, nextBitsOf } from './xoshiro256';

const TWO_TO_MINUS_53: f64 = 1.0 / 9007199254740992.0;

/** One uniform in [0, 1) of one stream: the upper 53 of 64 drawn bits, as a multiple of 2⁻⁵³. */
@inline
export function uniformOf(lane: usize): f64 {
  return <f64>(nextBitsOf(lane) >>> 11) * TWO_TO_MINUS_53;
}

/** 1 − U in (0, 1] for a uniform U of both streams. */
@inline
export function uniformComplements(state: usize): v128 {
  const bits = i64x2.shr_u(nextBits(state), 11);
  // 53 bits exceed the fraction of a double: the upper 21 and the lower 32 are converted apart, both exactly.
  const high = f64x2.sub(
    v128.or(i64x2.shr_u(bits, 32), i64x2.splat(0x4530000000000000)),
    f64x2.splat(19342813113834066795298816.0),
  );
  const low = f64x2.sub(
    v128.or(v128.and(bits, i64x2.splat(0xffffffff)), i64x2.splat(0x4330000000000000)),
    f64x2.splat(4503599627370496.0),
  );
  const uniform = f64x2.mul(f64x2.add(high, low), f64x2.splat(TWO_TO_MINUS_53));
  return f64x2.sub(f64x2.splat(1), uniform);
}

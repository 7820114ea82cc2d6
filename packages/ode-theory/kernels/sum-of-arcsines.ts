/**
 * Both lanes of the constants, in memory (see math-core's kernels). The excess of the arcsine, asin √t = √t (1 + t S(t)), with
 *
 *     S(t) = scale · [a0 + … + am t^m + (k − t)/((s1 − t)(s4 − t)) + (n0 − n1 t)/((s2 − t)(s3 − t))],
 *
 * is an integral over poles at t ≥ 1 that all have one sign, and so have the poles of its best rational approximation: nothing
 * cancels. Three rows, for t = x² up to 0.52², 0.6² and 0.7348² with m = 0, 1 and 3: s1, s4, k, s2, s3, n0, n1, a0 … a3. They
 * minimise the largest error of S(t)·(t + 0.02); asin x is right to 2⁻⁵⁵, 2⁻⁵⁵ and 2⁻⁵³·⁹ of itself, roundings left out.
 */
const slopes: usize = memory.data<f64>(
  [
    1.0799553594152775, 1.0799553594152775,
    6.209838333601879, 6.209838333601879,
    1.3086170167258908, 1.3086170167258908,
    1.388883961340541, 1.388883961340541,
    2.2998307134786034, 2.2998307134786034,
    1.0804675070201635, 1.0804675070201635,
    0.6539958546491969, 0.6539958546491969,
    0.01967101721907985, 0.01967101721907985,
    0, 0,
    0, 0,
    0, 0,
    1.0637574729774868, 1.0637574729774868,
    4.251851947330226, 4.251851947330226,
    1.1921986325654284, 1.1921986325654284,
    1.3020599562576778, 1.3020599562576778,
    1.9495941642775962, 1.9495941642775962,
    0.916866534724868, 0.916866534724868,
    0.6175196769624584, 0.6175196769624584,
    0.06478323640109844, 0.06478323640109844,
    0.00221644353690922, 0.00221644353690922,
    0, 0,
    0, 0,
    1.0414921850032965, 1.0414921850032965,
    2.6335027345080864, 2.6335027345080864,
    1.093529998071859, 1.093529998071859,
    1.1906702710766657, 1.1906702710766657,
    1.5597970953218343, 1.5597970953218343,
    0.7075106505391585, 0.7075106505391585,
    0.5485795784422909, 0.5485795784422909,
    0.25804009391683536, 0.25804009391683536,
    0.028546105422743613, 0.028546105422743613,
    0.0030881324760502187, 0.0030881324760502187,
    0.0002250122974256954, 0.0002250122974256954,
  ],
  16,
);
const S1: usize = 0;
const S4: usize = 16;
const K: usize = 32;
const S2: usize = 48;
const S3: usize = 64;
const N0: usize = 80;
const N1: usize = 96;
const A0: usize = 112;
const A1: usize = 128;
const A2: usize = 144;
const A3: usize = 160;
const ROW: usize = 176;

const SMALL: f64 = 0.52;
const SMALL_SCALE: f64 = 0.30135285887704;
const MIDDLE: f64 = 0.6;
const MIDDLE_SCALE: f64 = 0.24170051205843945;
const LARGE: f64 = 0.7348;
const LARGE_SCALE: f64 = 0.1606131673669776;

/** Both lanes of the largest range and its scale, ½, 1, π/2 = HALF_PI_HIGH + HALF_PI_LOW and the sign bit. */
const constants: usize = memory.data<f64>(
  [
    0.7348, 0.7348,
    0.1606131673669776, 0.1606131673669776,
    0.5, 0.5,
    1, 1,
    1.570796326794896558, 1.570796326794896558,
    6.12323399573676603587e-17, 6.12323399573676603587e-17,
    -0.0, -0.0,
  ],
  16,
);
const LIMIT: usize = 0;
const SCALE: usize = 16;
const HALF: usize = 32;
const ONE: usize = 48;
const HALF_PI_HIGH: usize = 64;
const HALF_PI_LOW: usize = 80;
const SIGN_BIT: usize = 96;

/**
 * Σ w asin x over vectors of x and w; NaN where an x is NaN or beyond ±1.
 *
 * @param bound about the largest |x|: it says which range to try, and need not be right
 */
export function sumOfArcsines(values: usize, end: usize, weights: usize, bound: f64): f64 {
  let sum: f64 = NaN;
  if (bound <= SMALL) sum = sumUpTo(SMALL, SMALL_SCALE, slopes, 0, values, end, weights);
  else if (bound <= MIDDLE) sum = sumUpTo(MIDDLE, MIDDLE_SCALE, slopes + ROW, 1, values, end, weights);
  else if (bound <= LARGE) sum = sumUpTo(LARGE, LARGE_SCALE, slopes + 2 * ROW, 3, values, end, weights);
  return isNaN(sum) ? sumOfAny(values, end, weights) : sum;
}

/**
 * The same where no |x| exceeds the limit; NaN otherwise. The divisions of a vector are done when the next one begins, so that
 * the processor finds enough to do that waits for nothing.
 */
@inline
function sumUpTo(limit: f64, scale: f64, row: usize, degree: i32, values: usize, end: usize, weights: usize): f64 {
  let linear = f64x2.splat(0);
  let excess = f64x2.splat(0);
  let largest = f64x2.splat(0);
  let factor = f64x2.splat(0);
  let polynomial = f64x2.splat(0);
  let numerator1 = f64x2.splat(0);
  let numerator2 = f64x2.splat(0);
  let denominator1 = f64x2.splat(1);
  let denominator2 = f64x2.splat(1);
  for (let weight = weights; values < end; values += 16, weight += 16) {
    const ratios = f64x2.add(f64x2.div(numerator1, denominator1), f64x2.div(numerator2, denominator2));
    excess = f64x2.add(excess, f64x2.mul(factor, f64x2.add(polynomial, ratios)));
    const x = v128.load(values);
    const t = f64x2.mul(x, x);
    const weighted = f64x2.mul(x, v128.load(weight));
    largest = f64x2.pmax(largest, t);
    linear = f64x2.add(linear, weighted);
    factor = f64x2.mul(weighted, t);
    denominator1 = f64x2.mul(f64x2.sub(v128.load(row, S1), t), f64x2.sub(v128.load(row, S4), t));
    numerator1 = f64x2.sub(v128.load(row, K), t);
    denominator2 = f64x2.mul(f64x2.sub(v128.load(row, S2), t), f64x2.sub(v128.load(row, S3), t));
    numerator2 = f64x2.sub(v128.load(row, N0), f64x2.mul(t, v128.load(row, N1)));
    polynomial = polynomialOf(t, row, degree);
  }
  const ratios = f64x2.add(f64x2.div(numerator1, denominator1), f64x2.div(numerator2, denominator2));
  excess = f64x2.add(excess, f64x2.mul(factor, f64x2.add(polynomial, ratios)));
  const sum = f64x2.add(linear, f64x2.mul(f64x2.splat(scale), excess));
  const most = Math.max(f64x2.extract_lane(largest, 0), f64x2.extract_lane(largest, 1));
  return most <= limit * limit ? f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1) : NaN;
}

@inline
function polynomialOf(t: v128, row: usize, degree: i32): v128 {
  if (degree == 0) return v128.load(row, A0);
  if (degree == 1) return f64x2.add(v128.load(row, A0), f64x2.mul(t, v128.load(row, A1)));
  const high = f64x2.add(v128.load(row, A2), f64x2.mul(t, v128.load(row, A3)));
  const middle = f64x2.add(v128.load(row, A1), f64x2.mul(t, high));
  return f64x2.add(v128.load(row, A0), f64x2.mul(t, middle));
}

/** The same for any |x| ≤ 1; NaN beyond. */
function sumOfAny(values: usize, end: usize, weights: usize): f64 {
  let sum = f64x2.splat(0);
  for (; values < end; values += 16, weights += 16) {
    const x = v128.load(values);
    const isLarge = f64x2.gt(f64x2.abs(x), v128.load(constants, LIMIT));
    const arcsines = v128.any_true(isLarge)
      ? arcsinesBeyond(x, isLarge)
      : f64x2.add(x, f64x2.mul(x, excessOf(f64x2.mul(x, x))));
    sum = f64x2.add(sum, f64x2.mul(v128.load(weights), arcsines));
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** asin |x| = π/2 − 2 asin √((1−|x|)/2) in the lanes that `isLarge` names. */
function arcsinesBeyond(x: v128, isLarge: v128): v128 {
  const magnitude = f64x2.abs(x);
  const complement = f64x2.mul(v128.load(constants, HALF), f64x2.sub(v128.load(constants, ONE), magnitude));
  const t = v128.bitselect(complement, f64x2.mul(x, x), isLarge);
  const s = v128.bitselect(f64x2.sqrt(complement), magnitude, isLarge);
  const arcsine = f64x2.add(s, f64x2.mul(s, excessOf(t)));
  const twice = f64x2.sub(f64x2.add(arcsine, arcsine), v128.load(constants, HALF_PI_LOW));
  const value = v128.bitselect(f64x2.sub(v128.load(constants, HALF_PI_HIGH), twice), arcsine, isLarge);
  return v128.or(value, v128.and(x, v128.load(constants, SIGN_BIT)));
}

/** t S(t) for t ≤ 0.54. */
@inline
function excessOf(t: v128): v128 {
  const row = slopes + 2 * ROW;
  const denominator1 = f64x2.mul(f64x2.sub(v128.load(row, S1), t), f64x2.sub(v128.load(row, S4), t));
  const denominator2 = f64x2.mul(f64x2.sub(v128.load(row, S2), t), f64x2.sub(v128.load(row, S3), t));
  const ratio1 = f64x2.div(f64x2.sub(v128.load(row, K), t), denominator1);
  const ratio2 = f64x2.div(f64x2.sub(v128.load(row, N0), f64x2.mul(t, v128.load(row, N1))), denominator2);
  const slope = f64x2.add(polynomialOf(t, row, 3), f64x2.add(ratio1, ratio2));
  return f64x2.mul(f64x2.mul(t, v128.load(constants, SCALE)), slope);
}

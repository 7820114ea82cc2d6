/** Both lanes of Veltkamp's constant 2²⁷ + 1, in memory (see special-functions/exponential.ts). */
const splitter: usize = memory.data<f64>([134217729, 134217729], 16);

/**
 * a b − c d in both lanes, with the rounding errors of both products and of their difference added back: relative error
 * ≤ 2⁻⁵² however much cancels. The same bits as math-core's `differenceOfProducts`, and the same range: |a|, … < 2⁹⁹⁶, products
 * that neither overflow nor fall below 2⁻⁹⁶⁸.
 */
@inline
export function differencesOfProducts(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f64x2.mul(a, b);
  const cd = f64x2.mul(c, d);
  const difference = f64x2.sub(ab, cd);
  const ofProducts = f64x2.sub(productErrors(a, b, ab), productErrors(c, d, cd));
  return f64x2.add(difference, f64x2.add(differenceErrors(ab, cd, difference), ofProducts));
}

/** The exact rounding error of difference = fl(a − b) (Knuth, TAOCP vol. 2, 4.2.2, theorem B). */
@inline
function differenceErrors(a: v128, b: v128, difference: v128): v128 {
  const rounded = f64x2.sub(difference, a);
  const ofA = f64x2.sub(a, f64x2.sub(difference, rounded));
  return f64x2.add(ofA, f64x2.sub(f64x2.neg(b), rounded));
}

/** The exact rounding error of product = fl(a b) (Dekker, Numer. Math. 18, 224 (1971), with Veltkamp's splitting). */
@inline
function productErrors(a: v128, b: v128, product: v128): v128 {
  const aShifted = f64x2.mul(a, v128.load(splitter));
  const aHigh = f64x2.sub(aShifted, f64x2.sub(aShifted, a));
  const aLow = f64x2.sub(a, aHigh);
  const bShifted = f64x2.mul(b, v128.load(splitter));
  const bHigh = f64x2.sub(bShifted, f64x2.sub(bShifted, b));
  const bLow = f64x2.sub(b, bHigh);
  let rest = f64x2.sub(product, f64x2.mul(aHigh, bHigh));
  rest = f64x2.sub(rest, f64x2.mul(aLow, bHigh));
  rest = f64x2.sub(rest, f64x2.mul(aHigh, bLow));
  return f64x2.sub(f64x2.mul(aLow, bLow), rest);
}

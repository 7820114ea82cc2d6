import { exponential } from '../special-functions/exponential';
import { logarithm } from '../special-functions/logarithm';
import { normalOf, normals } from './normal';
import { uniformComplements, uniformOf } from './uniform';

/** ¼^(28−4) < 2⁻⁴⁸ of the leading term: far below what any comparison with a 53-bit uniform can see. */
const SERIES_END: i32 = 28;

/**
 * χ² with ν > 0 degrees of freedom of both streams: twice a Gamma(ν/2) variable, exact for every ν (Marsaglia & Tsang, ACM
 * Trans. Math. Softw. 26, 363 (2000)). The same bits as `RandomStream.chiSquare`.
 */
@inline
export function chiSquares(state: usize, degreesOfFreedom: f64): v128 {
  const shape = 0.5 * degreesOfFreedom;
  if (shape < 1) return chiSquaresOneByOne(state, degreesOfFreedom);
  const delta = shape - 1.0 / 3.0;
  const scale = 1 / Math.sqrt(9 * delta);
  const x = normals(state);
  const root = f64x2.add(f64x2.splat(1), f64x2.mul(f64x2.splat(scale), x));
  if (i64x2.all_true(f64x2.gt(root, f64x2.splat(0)))) {
    const sample = f64x2.mul(f64x2.mul(f64x2.mul(f64x2.splat(delta), root), root), root);
    const u = uniformComplements(state);
    const square = f64x2.mul(x, x);
    const squeeze = f64x2.sub(
      f64x2.splat(1),
      f64x2.mul(f64x2.mul(f64x2.splat(0.0331), square), square),
    );
    const accepted = f64x2.lt(u, squeeze);
    if (i64x2.all_true(accepted)) return f64x2.mul(f64x2.splat(2), sample);
    return chiSquaresBeyondSqueeze(state, shape, x, u, sample, i64x2.bitmask(accepted));
  }
  return chiSquaresFromNormals(state, shape, x);
}

/** Where the squeeze does not decide, each lane goes its own way. */
function chiSquaresBeyondSqueeze(
  state: usize,
  shape: f64,
  x: v128,
  u: v128,
  sample: v128,
  accepted: i32,
): v128 {
  let first = f64x2.extract_lane(sample, 0);
  let second = f64x2.extract_lane(sample, 1);
  if (!(accepted & 1) && !exactlyAccepted(shape, f64x2.extract_lane(x, 0), f64x2.extract_lane(u, 0))) {
    first = gammaOf(state, shape, normalOf(state));
  }
  if (!(accepted & 2) && !exactlyAccepted(shape, f64x2.extract_lane(x, 1), f64x2.extract_lane(u, 1))) {
    second = gammaOf(state + 8, shape, normalOf(state + 8));
  }
  return f64x2.replace_lane(f64x2.splat(2 * first), 1, 2 * second);
}

function chiSquaresFromNormals(state: usize, shape: f64, x: v128): v128 {
  const first = 2 * gammaOf(state, shape, f64x2.extract_lane(x, 0));
  const second = 2 * gammaOf(state + 8, shape, f64x2.extract_lane(x, 1));
  return f64x2.replace_lane(f64x2.splat(first), 1, second);
}

/** Below ν = 2 the shape is raised by one and the result multiplied by U^{2/ν}. */
function chiSquaresOneByOne(state: usize, degreesOfFreedom: f64): v128 {
  const first = chiSquareOf(state, degreesOfFreedom);
  const second = chiSquareOf(state + 8, degreesOfFreedom);
  return f64x2.replace_lane(f64x2.splat(first), 1, second);
}

/** χ² with ν > 0 degrees of freedom of one stream alone. */
export function chiSquareOf(lane: usize, degreesOfFreedom: f64): f64 {
  const shape = 0.5 * degreesOfFreedom;
  if (shape >= 1) return 2 * gammaOf(lane, shape, normalOf(lane));
  const raised = gammaOf(lane, shape + 1, normalOf(lane));
  return 2 * raised * exponential(logarithm(1 - uniformOf(lane)) / shape);
}

/** Gamma(shape), shape ≥ 1, beginning with the normal x. */
function gammaOf(lane: usize, shape: f64, x: f64): f64 {
  const delta = shape - 1.0 / 3.0;
  const scale = 1 / Math.sqrt(9 * delta);
  while (true) {
    const root = 1 + scale * x;
    if (root > 0) {
      const u = 1 - uniformOf(lane);
      const square = x * x;
      if (u < 1 - 0.0331 * square * square || exactlyAccepted(shape, x, u)) return delta * root * root * root;
    }
    x = normalOf(lane);
  }
  return 0;
}

/** ln u < 3δ [ln(1+t) − t + t²/2 − t³/3], the acceptance of Marsaglia & Tsang in a form that does not cancel for large δ. */
function exactlyAccepted(shape: f64, x: f64, u: f64): bool {
  const delta = shape - 1.0 / 3.0;
  const t = (1 / Math.sqrt(9 * delta)) * x;
  return logarithm(u) < 3 * delta * logarithmBeyondCubic(t);
}

/** ln(1+t) − t + t²/2 − t³/3, by its series −t⁴/4 + t⁵/5 − … where the difference would cancel. */
function logarithmBeyondCubic(t: f64): f64 {
  if (Math.abs(t) > 0.25) return logarithm(1 + t) - t + t * t * (0.5 - t / 3);
  let sum: f64 = 0;
  for (let power = SERIES_END; power >= 4; power--) sum = 1 / <f64>power - t * sum;
  return -(t * t) * (t * t) * sum;
}

import { ERF, HERMITE2, LINEAR, QUADRATIC, RELU } from '../activations/activation';

const TWO_PI: f64 = 6.283185307179586;
const TWO_OVER_PI: f64 = 0.6366197723675814;

/** E[σ(λ)] for λ ~ N(0, v). */
export function meanValue(activation: i32, v: f64): f64 {
  if (activation == QUADRATIC) return v;
  if (activation == HERMITE2) return v - 1;
  return activation == RELU ? Math.sqrt(v / TWO_PI) : 0;
}

/** E[σ'(λ)] for λ ~ N(0, v); a sign has the slope 2δ(λ). */
export function meanSlope(activation: i32, v: f64): f64 {
  if (activation == ERF) return Math.sqrt(TWO_OVER_PI / (1 + v));
  if (activation == LINEAR) return 1;
  if (activation == RELU) return 0.5;
  return activation == QUADRATIC || activation == HERMITE2 ? 0 : Math.sqrt(TWO_OVER_PI / v);
}

/** E[σ''(λ)] for λ ~ N(0, v). */
export function meanCurvature(activation: i32, v: f64): f64 {
  if (activation == QUADRATIC || activation == HERMITE2) return 2;
  return activation == RELU ? 1 / Math.sqrt(TWO_PI * v) : 0;
}

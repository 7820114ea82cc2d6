/**
 * The numerical differentiation formulas of orders 1 to 5 (Shampine & Reichelt, SIAM J. Sci. Comput. 18, 1 (1997)): backward
 * differentiation, with a term that halves the error of orders 1 to 4 or so,
 *
 *     Σ_{m=1..k} ∇^m y_{n+1}/m − κ_k γ_k (y_{n+1} − predicted) = h f(y_{n+1}),     γ_k = Σ_{m=1..k} 1/m.
 *
 * With d = y_{n+1} − predicted this is   d = (h/α) f(predicted + d) − Σ_m γ_m ∇^m y_n/α,   α = (1 − κ_k) γ_k, and the error of
 * the step is   errorConstant · d. Index k; entry 0 is not used by the formulas.
 */
export const LARGEST_ORDER = 5;

const kappa = [0, -0.185, -1 / 9, -0.0823, -0.0415, 0];

/** γ_0 … γ_5. */
export const harmonicSums: readonly number[] = kappa.map((_, order) => {
  let sum = 0;
  for (let m = 1; m <= order; m++) sum += 1 / m;
  return sum;
});

/** α. */
export const leadingCoefficients: readonly number[] = kappa.map((k, order) => (1 - k) * harmonicSums[order]);

/** 1/(k + 1) + κ_k γ_k. */
export const errorConstants: readonly number[] = kappa.map(
  (k, order) => k * harmonicSums[order] + 1 / (order + 1),
);

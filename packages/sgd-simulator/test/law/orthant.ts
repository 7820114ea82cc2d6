import { arcsine } from '@crossover/math-core';

const TWO_PI = 2 * Math.PI;

/** C_ab */
type Covariance = (a: number, b: number) => number;

/**
 * E[λ_b λ_e; λ_q > 0 for all q in `fields`], which is I4(i, j; b, e) of ReLU for the fields i, j, b, e, each named once (Tallis
 * 1961, model.md §4): by Stein's lemma, the derivative of each step being a δ,
 *
 *     C_be P(fields) + Σ_{q ≠ e} C_bq (2πC_qq)^{−½} Σ_{r ≠ q} C'_er (2πC'_rr)^{−½} P(fields without q and r),   C' given λ_q = 0.
 *
 * @param fields at most three, b and e among them
 */
export function productInOrthant(C: Covariance, fields: readonly number[], b: number, e: number): number {
  let sum = C(b, e) * orthantProbability(C, fields);
  for (const q of fields) {
    if (q === e) continue;
    const others = fields.filter((field) => field !== q);
    const given = conditioned(C, q);
    let edge = 0;
    for (const r of others) {
      const remaining = others.filter((field) => field !== r);
      edge +=
        (given(e, r) / Math.sqrt(TWO_PI * given(r, r))) *
        orthantProbability(conditioned(given, r), remaining);
    }
    sum += (C(b, q) / Math.sqrt(TWO_PI * C(q, q))) * edge;
  }
  return sum;
}

/** P(λ_q > 0 for all q in `fields`): 2^{−m} and, for each pair, its correlation's arcsine over 2π, or 4π where there are three. */
function orthantProbability(C: Covariance, fields: readonly number[]): number {
  if (fields.length > 3)
    throw new Error(`Orthants of ${fields.length} fields have no closed form; use fewer units.`);
  let sum = 2 ** -fields.length;
  fields.forEach((q, index) => {
    for (const r of fields.slice(index + 1)) {
      sum += arcsine(C(q, r) / Math.sqrt(C(q, q) * C(r, r))) / (fields.length === 3 ? 2 * TWO_PI : TWO_PI);
    }
  });
  return sum;
}

/** The covariance given that field q is zero. */
function conditioned(C: Covariance, q: number): Covariance {
  return (a, b) => C(a, b) - (C(a, q) * C(q, b)) / C(q, q);
}

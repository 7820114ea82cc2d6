import { count, covarianceOf, sharesOf } from './fields';

/**
 * w_i Ω⁻¹ w_jᵀ for the forces w_ib = Σ_e v_e I3(i; b, e) along the fields: what the mean updates of two samples have in common.
 * No inverse is needed, since w_i = h_i Ω with
 *
 *     h_if = s_f − δ_fi Σ_e C_ie s_e / (1 + C_ii),     s the shares of `gradientForce`,
 *
 * so that it is Σ_f h_if w_jf for a singular Ω as well.
 *
 * @param forces w_j, n doubles
 */
export function meanForces(i: usize, forces: usize): f64 {
  const shares = sharesOf(i);
  let sum: f64 = 0;
  let own: f64 = 0;
  for (let f: usize = 0; f < <usize>count; f++) {
    const share = load<f64>(shares + (f << 3));
    sum += share * load<f64>(forces + (f << 3));
    own += share * covarianceOf(i, f);
  }
  return sum - (own / (1 + covarianceOf(i, i))) * load<f64>(forces + (i << 3));
}

import { count, covarianceOf, isErf, sharesOf } from './fields';

/**
 * w_i Ω⁻¹ w_jᵀ for the forces w_ib = Σ_e v_e I3(i; b, e) along the fields: what the mean updates of two samples have in common.
 * No inverse is needed, since w_i = h_i Ω (see `generalForce`); where the force was made of the tilted covariance,
 *
 *     h_ie = s_e − δ_ie Σ_f C_if s_f / (1 + C_ii),     s the shares of `gradientForce`.
 *
 * @param forces w_j, n doubles
 */
export function meanForces(i: usize, forces: usize): f64 {
  const shares = sharesOf(i);
  let sum: f64 = 0;
  let own: f64 = 0;
  for (let e: usize = 0; e < <usize>count; e++) {
    const share = load<f64>(shares + (e << 3));
    sum += share * load<f64>(forces + (e << 3));
    own += share * covarianceOf(i, e);
  }
  return isErf ? sum - (own / (1 + covarianceOf(i, i))) * load<f64>(forces + (i << 3)) : sum;
}

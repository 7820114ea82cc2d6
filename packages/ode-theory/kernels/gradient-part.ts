import { count, covariance, forces, outputWeights, rowBytes, shares, tilted } from './fields';

const TWO_OVER_PI: f64 = 0.6366197723675814;

/**
 * The average force of the gradient on unit i along every field b,
 *
 *     G_b = Σ_e v_e I3(i; b, e),     I3(i; b, e) = (2/π) C⁽ⁱ⁾_be / √((1+C_ii)(1+C⁽ⁱ⁾_ee)),
 *
 * so that Ψ_ir = G_{p+r} and Φ_gf,ij = G_j of unit i + G_i of unit j (Saad & Solla, Phys. Rev. E 52, 4225 (1995)).
 */
export function gradientForce(i: usize): void {
  const scale = 1 + load<f64>(covariance + i * rowBytes + (i << 3));
  for (let e: usize = 0; e < <usize>count; e++) {
    const variance = load<f64>(tilted + e * rowBytes + (e << 3));
    const share = (TWO_OVER_PI * load<f64>(outputWeights + (e << 3))) / Math.sqrt(scale * (1 + variance));
    store<f64>(shares + (e << 3), share);
  }
  for (let b: usize = 0; b < <usize>count; b++) {
    const row = tilted + b * rowBytes;
    let sum = f64x2.splat(0);
    for (let offset: usize = 0; offset < rowBytes; offset += 16) {
      sum = f64x2.add(sum, f64x2.mul(v128.load(shares + offset), v128.load(row + offset)));
    }
    store<f64>(forces + (b << 3), f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
  }
}

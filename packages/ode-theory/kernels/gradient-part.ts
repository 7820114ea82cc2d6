import { count, covariance, diagonalAt, forces, outputWeights, rowBytes, shares, tilted } from './fields';

const TWO_OVER_PI: f64 = 0.6366197723675814;

/**
 * The average force of the gradient on unit i along every field b,
 *
 *     G_b = Σ_e v_e I3(i; b, e),     I3(i; b, e) = (2/π) C⁽ⁱ⁾_be / √((1+C_ii)(1+C⁽ⁱ⁾_ee)),
 *
 * so that Ψ_ir = G_{p+r} and Φ_gf,ij = G_j of unit i + G_i of unit j (Saad & Solla, Phys. Rev. E 52, 4225 (1995)).
 */
export function gradientForce(i: usize): void {
  const one = f64x2.splat(1);
  const scale = f64x2.splat(1 + load<f64>(covariance + i * rowBytes + (i << 3)));
  for (let offset: usize = 0; offset < rowBytes; offset += 16) {
    const weights = f64x2.mul(f64x2.splat(TWO_OVER_PI), v128.load(outputWeights + offset));
    const root = f64x2.sqrt(f64x2.mul(scale, f64x2.add(one, diagonalAt(tilted, offset))));
    v128.store(shares + offset, f64x2.div(weights, root));
  }
  const last = tilted + (<usize>count - 1) * rowBytes;
  let to = forces;
  for (let row = tilted; row <= last; row += 2 * rowBytes, to += 16) {
    // The last of an odd number of rows is its own companion: what it adds stands beyond the forces.
    const next = row < last ? row + rowBytes : row;
    let first = f64x2.splat(0);
    let second = f64x2.splat(0);
    for (let offset: usize = 0; offset < rowBytes; offset += 16) {
      const share = v128.load(shares + offset);
      first = f64x2.add(first, f64x2.mul(share, v128.load(row + offset)));
      second = f64x2.add(second, f64x2.mul(share, v128.load(next + offset)));
    }
    const evens = v128.shuffle<f64>(first, second, 0, 2);
    const odds = v128.shuffle<f64>(first, second, 1, 3);
    v128.store(to, f64x2.add(evens, odds));
  }
}

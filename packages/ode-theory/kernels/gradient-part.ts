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
  addUpRows();
}

/** Σ_e share_e C⁽ⁱ⁾_be for all b, four rows at a time while there are four. */
function addUpRows(): void {
  let row = tilted;
  let to = forces;
  const end = tilted + <usize>count * rowBytes;
  for (; row + 3 * rowBytes < end; row += 4 * rowBytes, to += 32) {
    const row1 = row + rowBytes;
    const row2 = row1 + rowBytes;
    const row3 = row2 + rowBytes;
    let sum0 = f64x2.splat(0);
    let sum1 = f64x2.splat(0);
    let sum2 = f64x2.splat(0);
    let sum3 = f64x2.splat(0);
    for (let offset: usize = 0; offset < rowBytes; offset += 16) {
      const share = v128.load(shares + offset);
      sum0 = f64x2.add(sum0, f64x2.mul(share, v128.load(row + offset)));
      sum1 = f64x2.add(sum1, f64x2.mul(share, v128.load(row1 + offset)));
      sum2 = f64x2.add(sum2, f64x2.mul(share, v128.load(row2 + offset)));
      sum3 = f64x2.add(sum3, f64x2.mul(share, v128.load(row3 + offset)));
    }
    v128.store(to, totals(sum0, sum1));
    v128.store(to, totals(sum2, sum3), 16);
  }
  for (; row < end; row += rowBytes, to += 8) {
    let sum = f64x2.splat(0);
    for (let offset: usize = 0; offset < rowBytes; offset += 16) {
      sum = f64x2.add(sum, f64x2.mul(v128.load(shares + offset), v128.load(row + offset)));
    }
    store<f64>(to, f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
  }
}

/** The sums of the lanes of both. */
@inline
function totals(a: v128, b: v128): v128 {
  return f64x2.add(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3));
}

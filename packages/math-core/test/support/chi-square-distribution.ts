/**
 * P(χ²_ν ≤ x) = γ(ν/2, x/2)/Γ(ν/2), by the series x^a e^−x Σ x^m/Γ(a+m+1) below the mean's neighbourhood and by its
 * complement's continued fraction above (Abramowitz & Stegun 6.5.29, 6.5.31).
 */
export function chiSquareDistribution(x: number, degreesOfFreedom: number): number {
  const a = degreesOfFreedom / 2;
  const y = x / 2;
  if (y <= 0) return 0;
  const front = Math.exp(a * Math.log(y) - y - logGamma(a + 1));
  if (y < a + 1) {
    let term = 1;
    let sum = 1;
    for (let m = 1; term > 1e-14 * sum; m++) {
      term *= y / (a + m);
      sum += term;
    }
    return front * sum;
  }
  // Modified Lentz evaluation of the continued fraction of Γ(a, y).
  let b = y + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let m = 1; m < 100_000; m++) {
    const numerator = -m * (m - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-14) break;
  }
  return 1 - a * front * fraction;
}

/** ln Γ(x) for x > 0: Stirling's series after raising the argument beyond 10. */
function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  while (z < 10) {
    shift += Math.log(z);
    z += 1;
  }
  const w = 1 / (z * z);
  const series = (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z;
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift;
}

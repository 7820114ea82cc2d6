import type { RandomStream } from '@crossover/math-core';

/**
 * Bartlett's factor of a Wishart matrix: G = L Lᵀ has exactly the law of the Gram matrix of `rows` vectors drawn from
 * N(0, I_d), for any d, without drawing a vector (Bartlett, Proc. R. Soc. Edinb. 53, 260 (1933)). Row a (from 0) has
 *
 *     L_ab ~ N(0, 1) for b < min(a, d),    L_aa ~ χ_{d−a} for a < d,
 *
 * the coordinates of a vector along the earlier ones and the length of what is left; from row d on nothing is
 * left, and L is trapezoidal.
 *
 * @returns L, rows × min(rows, d), row-major
 */
export function drawBartlettFactor(rows: number, inputDimension: number, stream: RandomStream): Float64Array {
  const columns = Math.min(rows, inputDimension);
  const L = new Float64Array(rows * columns);
  for (let a = 0; a < rows; a++) {
    for (let b = 0; b < Math.min(a, columns); b++) L[a * columns + b] = stream.normal();
    if (a < columns) L[a * columns + a] = Math.sqrt(stream.chiSquare(inputDimension - a));
  }
  return L;
}

import type { StandardisedMoments } from './battery.ts';

/** E[z^m] of a standard normal variable: (m − 1)!!, or 0. */
export const normalMoments: StandardisedMoments = (order) =>
  order % 2 === 1 ? 0 : doubleFactorial(order - 1);

/** E[(√12 (u − ½))^m] of a uniform variable: 3^{m/2}/(m + 1), or 0. */
export const uniformMoments: StandardisedMoments = (order) =>
  order % 2 === 1 ? 0 : 3 ** (order / 2) / (order + 1);

/** E[((x − ν)/√(2ν))^m] of χ² with ν degrees of freedom, whose cumulants are 2^{m−1} (m − 1)! ν. */
export function chiSquareMoments(degreesOfFreedom: number): StandardisedMoments {
  let factorial = 1;
  const cumulants = [0, 0];
  for (let order = 2; order <= 8; order++) {
    factorial *= order - 1;
    cumulants.push((2 ** (order - 1) * factorial * degreesOfFreedom) / (2 * degreesOfFreedom) ** (order / 2));
  }
  return momentsOfCumulants((order) => cumulants[order]);
}

const doubleFactorial = (m: number): number => (m <= 1 ? 1 : m * doubleFactorial(m - 2));

/** m_n = Σ_k (n−1 over k−1) κ_k m_{n−k}, with κ₁ = 0. */
function momentsOfCumulants(cumulant: (order: number) => number): StandardisedMoments {
  const moment = (n: number): number => {
    if (n === 0) return 1;
    if (n === 1) return 0;
    let sum = 0;
    let binomial = 1;
    for (let k = 1; k <= n; k++) {
      if (k > 1) sum += binomial * cumulant(k) * moment(n - k);
      binomial = (binomial * (n - k)) / k;
    }
    return sum;
  };
  return moment;
}

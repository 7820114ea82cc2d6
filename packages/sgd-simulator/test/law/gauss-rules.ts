export interface Rule {
  readonly nodes: readonly number[];
  /** They add up to 1. */
  readonly weights: readonly number[];
}

/** Gauss's rule for the standard normal law, exact up to degree 2·count − 1. */
export function gaussHermite(count: number): Rule {
  return gaussRule(count, (degree) => degree, 2 * Math.sqrt(count) + 1);
}

/** Gauss's rule for the uniform law on (−1, 1), exact up to degree 2·count − 1. */
export function gaussLegendre(count: number): Rule {
  return gaussRule(count, (degree) => degree ** 2 / (4 * degree ** 2 - 1), 1);
}

/**
 * Gauss's rule of a symmetric law with the orthonormal polynomials √β_e h_e = x h_{e−1} − √β_{e−1} h_{e−2}: the nodes are the zeros of
 * h_count, which those of h_{count−1} separate, and the weights 1/Σ_{e<count} h_e².
 *
 * @param bound all nodes are between −bound and bound
 */
function gaussRule(count: number, beta: (degree: number) => number, bound: number): Rule {
  let nodes: number[] = [];
  for (let degree = 1; degree <= count; degree++) {
    const ends = [-bound, ...nodes, bound];
    const value = (x: number) => polynomials(degree, beta, x)[degree];
    nodes = Array.from({ length: degree }, (_, index) => zeroBetween(value, ends[index], ends[index + 1]));
  }
  const weights = nodes.map((x) => 1 / polynomials(count - 1, beta, x).reduce((sum, h) => sum + h * h, 0));
  return { nodes, weights };
}

/** h_0 … h_highest at x. */
function polynomials(highest: number, beta: (degree: number) => number, x: number): number[] {
  const values = [1];
  for (let degree = 1; degree <= highest; degree++) {
    const before = degree > 1 ? Math.sqrt(beta(degree - 1)) * values[degree - 2] : 0;
    values.push((x * values[degree - 1] - before) / Math.sqrt(beta(degree)));
  }
  return values;
}

/** The zero of a function in an interval that has exactly one, by bisection. */
function zeroBetween(value: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  const positiveBelow = value(low) > 0;
  for (let halving = 0; halving < 60; halving++) {
    const middle = 0.5 * (low + high);
    if (value(middle) > 0 === positiveBelow) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}

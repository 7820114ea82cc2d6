/** Highest total degree. */
const DEGREE = 4;

/**
 * Products of orthonormal Hermite polynomials h_e(x) = He_e(x)/√e! in independent standard normals, of total degree 1 to 4: their
 * means are exactly 0 and their covariance is the identity. As control variates they take away most of what a step's
 * change fluctuates by, and leave its mean alone.
 */
export class HermiteProducts {
  readonly count: number;
  readonly #variables: number;
  /** h_e(x_v) at v (DEGREE + 1) + e. */
  readonly #polynomials: Float64Array;
  /** Product number f is the product number parents[f] times the polynomial at factors[f]; number 0 is 1. */
  readonly #parents: readonly number[];
  readonly #factors: readonly number[];
  readonly #products: Float64Array;

  constructor(variables: number) {
    const parents = [0];
    const factors = [0];
    const degrees = [0];
    const lastVariables = [-1];
    // Every product is reached once: from the one without its last variable, which is of lower degree.
    for (let parent = 0; parent < parents.length; parent++) {
      for (let variable = lastVariables[parent] + 1; variable < variables; variable++) {
        for (let degree = 1; degrees[parent] + degree <= DEGREE; degree++) {
          parents.push(parent);
          factors.push(variable * (DEGREE + 1) + degree);
          degrees.push(degrees[parent] + degree);
          lastVariables.push(variable);
        }
      }
    }
    this.count = parents.length - 1;
    this.#variables = variables;
    this.#polynomials = new Float64Array(variables * (DEGREE + 1)).fill(1);
    this.#parents = parents;
    this.#factors = factors;
    this.#products = new Float64Array(parents.length).fill(1);
  }

  /** Adds the products at x, times a weight, to `sums`. */
  add(x: Float64Array, weight: number, sums: Float64Array): void {
    const polynomials = this.#polynomials;
    const products = this.#products;
    for (let variable = 0; variable < this.#variables; variable++) {
      const at = variable * (DEGREE + 1);
      polynomials[at + 1] = x[variable];
      for (let degree = 2; degree <= DEGREE; degree++) {
        polynomials[at + degree] =
          (x[variable] * polynomials[at + degree - 1] -
            Math.sqrt(degree - 1) * polynomials[at + degree - 2]) /
          Math.sqrt(degree);
      }
    }
    for (let index = 1; index <= this.count; index++) {
      products[index] = products[this.#parents[index]] * polynomials[this.#factors[index]];
      sums[index - 1] += weight * products[index];
    }
  }
}

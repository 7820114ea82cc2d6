/** Highest degree in the normals. */
const DEGREE = 4;
const ROOTS = Array.from({ length: DEGREE + 1 }, (_, degree) => Math.sqrt(degree));

/**
 * Products of orthonormal Hermite polynomials h_e(x) = He_e(x)/√e! in independent standard normals, up to degree 4, alone and times
 * one more independent variable of mean 0 and variance 1: all but the constant, functions of mean exactly 0, variance 1 and
 * no correlations.
 */
export class HermiteProducts {
  readonly count: number;
  readonly #normals: number;
  /** h_e(x_v) at v (DEGREE + 1) + e. */
  readonly #polynomials: Float64Array;
  /** Product number f is the product number parents[f] times the polynomial at factors[f]; number 0 is 1. */
  readonly #parents: Int32Array;
  readonly #factors: Int32Array;
  readonly #products: Float64Array;
  /** The products that are handed out, of even degree when odd ones are left out. */
  readonly #chosen: Int32Array;

  /** @param evenAlone leaves out odd degrees, which functions with f(−x) = f(x) have nothing in common with */
  constructor(normals: number, evenAlone: boolean) {
    const parents = [0];
    const factors = [0];
    const degrees = [0];
    const lastVariables = [-1];
    // Every product is reached once: from the one without its last variable, which is of lower degree.
    for (let parent = 0; parent < parents.length; parent++) {
      for (let variable = lastVariables[parent] + 1; variable < normals; variable++) {
        for (let degree = 1; degrees[parent] + degree <= DEGREE; degree++) {
          parents.push(parent);
          factors.push(variable * (DEGREE + 1) + degree);
          degrees.push(degrees[parent] + degree);
          lastVariables.push(variable);
        }
      }
    }
    const chosen = Array.from(degrees.keys()).filter((f) => !evenAlone || degrees[f] % 2 === 0);
    this.count = 2 * chosen.length - 1;
    this.#normals = normals;
    this.#polynomials = new Float64Array(normals * (DEGREE + 1)).fill(1);
    this.#parents = Int32Array.from(parents);
    this.#factors = Int32Array.from(factors);
    this.#products = new Float64Array(parents.length).fill(1);
    this.#chosen = Int32Array.from(chosen);
  }

  /** Adds all products at the normals x and the other variable, times a weight, to `sums`. */
  add(x: Float64Array, other: number, weight: number, sums: Float64Array): void {
    const polynomials = this.#polynomials;
    const products = this.#products;
    const chosen = this.#chosen;
    const parents = this.#parents;
    const factors = this.#factors;
    for (let variable = 0; variable < this.#normals; variable++) {
      const at = variable * (DEGREE + 1);
      const value = x[variable];
      polynomials[at + 1] = value;
      for (let degree = 2; degree <= DEGREE; degree++) {
        const below = value * polynomials[at + degree - 1] - ROOTS[degree - 1] * polynomials[at + degree - 2];
        polynomials[at + degree] = below / ROOTS[degree];
      }
    }
    for (let index = 1; index < products.length; index++) {
      products[index] = products[parents[index]] * polynomials[factors[index]];
    }
    const scaled = weight * other;
    sums[0] += scaled;
    for (let index = 1, at = 1; index < chosen.length; index++, at += 2) {
      const product = products[chosen[index]];
      sums[at] += weight * product;
      sums[at + 1] += scaled * product;
    }
  }
}

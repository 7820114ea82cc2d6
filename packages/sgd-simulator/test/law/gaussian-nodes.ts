import { gaussHermite, gaussLegendre, type Rule } from './gauss-rules.ts';

/** Beyond it the normal law has 6·10⁻¹⁴ of its mass. */
const END = 7.5;

/**
 * A rule for the mean of a function of n independent standard normals g: Gauss–Hermite along every axis. Where the function
 * has kinks, at the zeros of linear functions v·g, the axis of the last entry of v is cut in two at the zero that
 * the components before leave, and each part has a Gauss–Legendre rule. What is left to the axes before is then smooth, as long
 * as no two v have their last entry on the same axis.
 */
export class GaussianNodes {
  readonly #whole: Rule;
  readonly #part: Rule;
  /** For every axis the v whose last entry is there, if any. */
  readonly #kinks: readonly (readonly number[] | undefined)[];

  /**
   * @param kinks the v, rows of n numbers
   * @param count nodes along an axis that is not cut
   * @param countOfPart nodes along each part of one that is
   */
  constructor(n: number, kinks: readonly (readonly number[])[], count: number, countOfPart: number) {
    this.#whole = gaussHermite(count);
    this.#part = gaussLegendre(countOfPart);
    this.#kinks = Array.from({ length: n }, (_, axis) => kinks.find((v) => lastEntry(v) === axis));
    if (this.#kinks.filter((v) => v !== undefined).length < kinks.length) {
      throw new Error('Two kinks end on one axis; use weights that are linearly independent.');
    }
  }

  /** Visits the nodes, with weights that add up to 1. */
  visit(visit: (g: Float64Array, weight: number) => void): void {
    const g = new Float64Array(this.#kinks.length);
    const descend = (axis: number, weight: number): void => {
      if (axis === g.length) {
        visit(g, weight);
        return;
      }
      const along = (node: number, share: number): void => {
        g[axis] = node;
        descend(axis + 1, weight * share);
      };
      const v = this.#kinks[axis];
      if (v === undefined) {
        this.#whole.nodes.forEach((node, index) => along(node, this.#whole.weights[index]));
        return;
      }
      let before = 0;
      for (let c = 0; c < axis; c++) before += v[c] * g[c];
      const zero = Math.max(-END, Math.min(END, -before / v[axis]));
      for (const [from, to] of [
        [-END, zero],
        [zero, END],
      ]) {
        this.#part.nodes.forEach((node, index) => {
          const x = 0.5 * (from + to + (to - from) * node);
          const density = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
          along(x, this.#part.weights[index] * (to - from) * density);
        });
      }
    };
    descend(0, 1);
  }
}

/** Where the last entry is that is not round-off. */
function lastEntry(v: readonly number[]): number {
  const largest = Math.max(...v.map(Math.abs));
  return v.findLastIndex((entry) => Math.abs(entry) > 1e-12 * largest);
}

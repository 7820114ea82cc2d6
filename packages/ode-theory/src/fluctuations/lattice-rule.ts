import { exponential, normalQuantile, RandomStream } from '@crossover/math-core';

/** How much less each further coordinate weighs in the choice of the generator. */
const COORDINATE_WEIGHT = 0.8;
/** Generators tried for each coordinate; the best of that many is within a few per cent of the best of all. */
const CANDIDATES = 512;
const GOLDEN_RATIO_FRACTION = 0.6180339887498949;
const TWO_PI_SQUARED = 19.739208802178716;

/**
 * A rank-1 lattice rule with N = 2^m points, {j z / N}, j = 0 … N−1: its generator z, chosen one component at a time
 * so as to keep the worst-case error of the weighted Korobov space small (Sloan & Reztsov, Mathematics of Computation
 * 71, 263 (2002)),
 *
 *     (1/N) Σ_j Π_c (1 + γ_c 2π² B₂({j z_c / N})) − 1,     B₂(x) = x² − x + 1/6,   γ_c = 0.8^c.
 */
export function latticeGenerator(points: number, dimension: number): Int32Array {
  const generator = new Int32Array(dimension);
  const products = new Float64Array(points).fill(1);
  const kernel = Float64Array.from({ length: points }, (_, j) => {
    const x = j / points;
    return TWO_PI_SQUARED * (x * x - x + 1 / 6);
  });
  let weight = 1;
  for (let c = 0; c < dimension; c++) {
    generator[c] = c === 0 ? 1 : bestComponent(products, kernel, generator.subarray(0, c));
    for (let j = 0; j < points; j++) {
      products[j] *= 1 + weight * kernel[place(j, generator[c], points)];
    }
    weight *= COORDINATE_WEIGHT;
  }
  return generator;
}

/** The odd number below N/2 that adds least to the error and is not taken (by itself or N minus it, which is as good). */
function bestComponent(products: Float64Array, kernel: Float64Array, taken: Int32Array): number {
  const points = products.length;
  const quarter = points / 4;
  let best = 1;
  let least = Infinity;
  for (let candidate = 1; candidate <= Math.min(CANDIDATES, quarter); candidate++) {
    const fraction = candidate * GOLDEN_RATIO_FRACTION;
    const component =
      CANDIDATES < quarter
        ? 2 * Math.floor(quarter * (fraction - Math.floor(fraction))) + 1
        : 2 * candidate - 1;
    if (taken.length < quarter && taken.includes(component)) continue;
    let error = 0;
    for (let j = 0; j < points; j++) error += products[j] * kernel[place(j, component, points)];
    if (error < least) {
      least = error;
      best = component;
    }
  }
  return best;
}

/** j z mod N. */
function place(j: number, component: number, points: number): number {
  return (j * component) & (points - 1);
}

/** A rule for averages over independent standard normal variables. */
export interface NormalRule {
  /** N × dimension, row-major. */
  readonly nodes: Float64Array;
  /** N weights with the mean 1. */
  readonly weights: Float64Array;
}

/**
 * A rule for averages over `dimension` independent standard normal variables: the lattice, moved by a random shift
 * that only `shift` (0, 1, …) decides, folded by x → 1 − |2x − 1| (Hickernell 2002: the average converges like N⁻²
 * for smooth integrands that are not periodic), and mapped by `scale` times the normal quantile. With the scale 1
 * weights are equal; with a larger one, nodes lie further out and weigh exp(−|z|² (1 − scale⁻²)/2) as much.
 */
export function normalLattice(points: number, dimension: number, shift: number, scale = 1): NormalRule {
  const generator = latticeGenerator(points, dimension);
  const stream = RandomStream.fromKey(`lattice shift ${shift}`);
  const offsets = Float64Array.from({ length: dimension }, () => stream.uniform());
  const nodes = new Float64Array(points * dimension);
  const weights = new Float64Array(points);
  let total = 0;
  for (let j = 0; j < points; j++) {
    let square = 0;
    for (let c = 0; c < dimension; c++) {
      const x = place(j, generator[c], points) / points + offsets[c];
      const folded = 1 - Math.abs(2 * (x - Math.floor(x)) - 1);
      const z = scale * normalQuantile(folded);
      nodes[j * dimension + c] = z;
      square += z * z;
    }
    weights[j] = exponential(-0.5 * square * (1 - 1 / (scale * scale)));
    total += weights[j];
  }
  for (let j = 0; j < points; j++) weights[j] *= points / total;
  return { nodes, weights };
}

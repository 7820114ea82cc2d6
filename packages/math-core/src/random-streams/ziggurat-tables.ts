import { exponential } from '../special-functions/exponential.ts';
import { logarithm } from '../special-functions/logarithm.ts';

const LAYERS = 1024;
const TWO_TO_51 = 2251799813685248;

/** r, where the base layer's rectangle ends and the tail begins: the value for which 1024 layers close at height 1. */
export const TAIL_START = 4.038849846109504;
/** The common area of the layers, r exp(−r²/2) + ∫_r^∞ exp(−x²/2) dx. */
const LAYER_AREA = 1.226324646353088e-3;

const { edges, heights, cores } = tabulate();

/**
 * Half widths of the layers, from the base upwards: x₀ > x₁ = r > … > x₁₀₂₄ = 0, x₀ the width of a rectangle as
 * large as the base layer with its tail. Layer i reaches from height exp(−x_i²/2) to exp(−x_{i+1}²/2).
 */
export const LAYER_EDGES: Float64Array = edges;

/** exp(−x_i²/2); the entry of the base layer, whose floor is 0, is not used. */
export const LAYER_HEIGHTS: Float64Array = heights;

/**
 * What nearly every draw needs of layer i, side by side for the sake of the cache: at 2i the factor x_i/2⁵¹
 * from a signed 52-bit integer to a position in the layer, at 2i + 1 the bound x_{i+1} below which the
 * position is accepted.
 */
export const LAYER_CORES: Float64Array = cores;

/** Computed when the module loads, by this package's own functions: the same bits everywhere. */
function tabulate() {
  const edges = new Float64Array(LAYERS + 1);
  const heights = new Float64Array(LAYERS + 1);
  edges[0] = LAYER_AREA / exponential(-0.5 * TAIL_START * TAIL_START);
  edges[1] = TAIL_START;
  for (let i = 1; i < LAYERS; i++) {
    heights[i] = exponential(-0.5 * edges[i] * edges[i]);
    if (i + 1 < LAYERS) edges[i + 1] = Math.sqrt(-2 * logarithm(heights[i] + LAYER_AREA / edges[i]));
  }
  heights[LAYERS] = 1;
  const cores = new Float64Array(2 * LAYERS);
  for (let i = 0; i < LAYERS; i++) {
    cores[2 * i] = edges[i] / TWO_TO_51;
    cores[2 * i + 1] = edges[i + 1];
  }
  return { edges, heights, cores };
}

import { exponential } from '../special-functions/exponential.ts';
import { logarithm } from '../special-functions/logarithm.ts';

const LAYERS = 256;

/** r: the tail of the density beyond it belongs to the base layer. */
export const TAIL_START = 3.654152885361008771645;
const LAYER_AREA = 4.928673233974655347362e-3;

/** Half widths x_0 > x_1 = r > … > x_256 = 0. */
export const LAYER_EDGES = new Float64Array(LAYERS + 1);
/** exp(−x²/2) at the edges. */
export const LAYER_HEIGHTS = new Float64Array(LAYERS + 1);
/** x_i 2⁻⁵¹: what a signed 52-bit integer is multiplied by. */
export const LAYER_SCALES = new Float64Array(LAYERS);

fillTables();

function fillTables(): void {
  LAYER_EDGES[0] = LAYER_AREA / exponential(-0.5 * TAIL_START * TAIL_START);
  LAYER_EDGES[1] = TAIL_START;
  for (let i = 1; i < LAYERS; i++) {
    LAYER_HEIGHTS[i] = exponential(-0.5 * LAYER_EDGES[i] * LAYER_EDGES[i]);
    const height = LAYER_AREA / LAYER_EDGES[i] + LAYER_HEIGHTS[i];
    LAYER_EDGES[i + 1] = i + 1 < LAYERS ? Math.sqrt(-2 * logarithm(height)) : 0;
  }
  LAYER_HEIGHTS[LAYERS] = 1;
  for (let i = 0; i < LAYERS; i++) LAYER_SCALES[i] = LAYER_EDGES[i] * 2 ** -51;
}

import { addMultiple, addOwnTranspose, multiplyByTransposed, transpose } from './matrix-products.ts';

/** The linear-noise equation at one time: the Jacobian J and the noise D, L × L row-major. */
export interface LinearNoise {
  readonly J: Float64Array;
  readonly D: Float64Array;
}

/** The equation over an interval of length h, by its values at the start, the middle and the end. */
export type NoiseOverInterval = readonly [start: LinearNoise, middle: LinearNoise, end: LinearNoise];

/**
 * Writes the generator (A, G) of a flow over the first part of an interval: of length share · h, 0 < share ≤ 1.
 */
export type MagnusGenerator = (
  nodes: NoiseOverInterval,
  h: number,
  share: number,
  A: Float64Array,
  G: Float64Array,
) => void;

/** How far below 0 a pivot of G may come by rounding, per unit of the diagonal. */
const ROUNDING = 1e-12;

/**
 * The fourth-order Magnus expansion (Iserles & Nørsett, Phil. Trans. R. Soc. A 357, 983 (1999)) of dΣ/dt = J Σ + Σ Jᵀ
 * + D. As the linear system with the matrix B = [[J, D], [0, −Jᵀ]], for which Ω = h/6 (B₀ + 4B_m + B₁) + h²/12 [B₁,
 * B₀], it reads
 *
 *     A = h/6 (J₀ + 4J_m + J₁) + h²/12 (J₁J₀ − J₀J₁)
 *     G = h/6 (D₀ + 4D_m + D₁) + h²/12 (J₁D₀ + D₀J₁ᵀ − J₀D₁ − D₁J₀ᵀ)
 *
 * and the step is the flow of the constants A and G over unit time: of order four, and exact where J and D do not
 * change, however long h. Over a part of the interval J and D are interpolated by parabolas.
 *
 * Where G is not positive semidefinite (D is nearly singular and h long), the mean of D along straight lines between the
 * nodes takes its place, which always is: order two, and Σ stays a covariance.
 */
export function createMagnusGenerator(n: number): MagnusGenerator {
  const buffer = () => new Float64Array(n * n);
  const [middleJ, endJ, middleD, endD, transposed, product, factor] = Array.from({ length: 7 }, buffer);

  return (nodes, h, share, A, G) => {
    const [start, middle, end] = nodes;
    const length = share * h;
    interpolate([start.J, middle.J, end.J], 0.5 * share, middleJ);
    interpolate([start.J, middle.J, end.J], share, endJ);
    interpolate([start.D, middle.D, end.D], 0.5 * share, middleD);
    interpolate([start.D, middle.D, end.D], share, endD);
    simpson(start.J, middleJ, endJ, length, A);
    simpson(start.D, middleD, endD, length, G);

    const commutator = (length * length) / 12;
    transpose(start.J, n, transposed);
    multiplyByTransposed(endJ, transposed, n, n, product);
    addMultiple(A, commutator, product);
    transpose(endJ, n, transposed);
    multiplyByTransposed(start.J, transposed, n, n, product);
    addMultiple(A, -commutator, product);

    multiplyByTransposed(endJ, start.D, n, n, product);
    addOwnTranspose(product, n);
    addMultiple(G, commutator, product);
    multiplyByTransposed(start.J, endD, n, n, product);
    addOwnTranspose(product, n);
    addMultiple(G, -commutator, product);
    if (!isCovariance(G, n, factor)) meanAlongLines(nodes, h, share, G);
  };
}

/** The parabola through values at 0, ½ and 1, at u. */
function interpolate(
  [start, middle, end]: readonly [Float64Array, Float64Array, Float64Array],
  u: number,
  target: Float64Array,
): void {
  const w0 = (1 - u) * (1 - 2 * u);
  const wm = 4 * u * (1 - u);
  const w1 = u * (2 * u - 1);
  for (let x = 0; x < target.length; x++) target[x] = w0 * start[x] + wm * middle[x] + w1 * end[x];
}

function simpson(
  start: Float64Array,
  middle: Float64Array,
  end: Float64Array,
  length: number,
  target: Float64Array,
): void {
  const sixth = length / 6;
  for (let x = 0; x < target.length; x++) target[x] = sixth * (start[x] + 4 * middle[x] + end[x]);
}

/** h ∫₀^share of D along straight lines from node to node. */
function meanAlongLines(
  [start, middle, end]: NoiseOverInterval,
  h: number,
  share: number,
  G: Float64Array,
): void {
  const first = Math.min(share, 0.5);
  const second = share - first;
  const w0 = first - first * first;
  const wm = first * first + second - second * second;
  const w1 = second * second;
  for (let x = 0; x < G.length; x++) G[x] = h * (w0 * start.D[x] + wm * middle.D[x] + w1 * end.D[x]);
}

/** Whether G, with a diagonal larger by what rounding explains, has a Cholesky factor; `L` is scratch. */
function isCovariance(G: Float64Array, n: number, L: Float64Array): boolean {
  for (let x = 0; x < n; x++) {
    for (let y = 0; y <= x; y++) {
      let entry = G[x * n + y];
      if (x === y) entry *= 1 + ROUNDING;
      for (let c = 0; c < y; c++) entry -= L[x * n + c] * L[y * n + c];
      if (x > y) {
        const pivot = L[y * n + y];
        L[x * n + y] = pivot === 0 ? 0 : entry / pivot;
      } else {
        if (entry < 0 || (entry === 0 && G[x * n + x] !== 0)) return false;
        L[x * n + x] = Math.sqrt(entry);
      }
    }
  }
  return true;
}

/** Nodes and weights of the eight-point rule of Gauss and Legendre on [−1, 1] (Abramowitz & Stegun, table 25.4). */
const NODES = [0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975363];
const WEIGHTS = [0.362683783378362, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763];
const PANELS = 40;
const REACH = 11;

/** ∫ f from `from` to `to` by panels of eight points. */
function integral(f: (x: number) => number, from: number, to: number): number {
  const half = (to - from) / (2 * PANELS);
  let sum = 0;
  for (let panel = 0; panel < PANELS; panel++) {
    const middle = from + (2 * panel + 1) * half;
    for (let node = 0; node < NODES.length; node++) {
      sum += WEIGHTS[node] * (f(middle - half * NODES[node]) + f(middle + half * NODES[node]));
    }
  }
  return half * sum;
}

/** E[f(x)] for x ~ N(mean, variance), with a break at x = 0 where f may have a kink or a jump. */
export function normalMean(f: (x: number) => number, mean: number, variance: number): number {
  const deviation = Math.sqrt(variance);
  if (deviation === 0) return f(mean);
  const density = (x: number) =>
    Math.exp(-0.5 * ((x - mean) / deviation) ** 2) / (deviation * Math.sqrt(2 * Math.PI));
  const [low, high] = [mean - REACH * deviation, mean + REACH * deviation];
  const integrand = (x: number) => density(x) * f(x);
  if (low >= 0 || high <= 0) return integral(integrand, low, high);
  return integral(integrand, low, 0) + integral(integrand, 0, high);
}

/** E[f(x, y)] for two fields of covariance [[cxx, cxy], [cxy, cyy]]. */
export function normalMeanOfTwo(
  f: (x: number, y: number) => number,
  cxx: number,
  cxy: number,
  cyy: number,
): number {
  const slope = cxy / cxx;
  const remaining = Math.max(cyy - cxy * slope, 0);
  return normalMean((x) => normalMean((y) => f(x, y), slope * x, remaining), 0, cxx);
}

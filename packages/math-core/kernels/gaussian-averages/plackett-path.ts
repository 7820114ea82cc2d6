import { exponentials } from '../special-functions/exponential';
import { logarithms } from '../special-functions/logarithm';

/*
 * The rule for ∫₀¹ f(1 − t²) dt along Plackett's path, as math-core's `pathRule`: nodes of Gauss and Legendre in y = η sinh u
 * for η = 2^−1, …, 2^−24, tabulated when they are first needed.
 */

const LEVELS: i32 = 24;
/** 76 squares and as many weights; the finest level needs 68. */
const RULE_BYTES: usize = 1216;
const PI: f64 = 3.141592653589793;
const ITERATIONS: i32 = 5;

/** Per level the squares, then the weights; and whether they have been made. */
const rules: usize = memory.data(29184, 16);
const made: usize = memory.data(32, 16);
/** Half of a rule of Gauss and Legendre: nodes, then weights. */
const legendre: usize = memory.data(640, 16);

/** The rule that `choosePath` has chosen: addresses of its values of 1 − t² and of its weights, and how many there are. */
export let squares: usize = 0;
export let pathWeights: usize = 0;
export let nodes: i32 = 0;

/** For singularities at t² ≥ 1/(1 − v), 0 < v ≤ 1. */
export function choosePath(v: f64): void {
  const eta = Math.sqrt(v) / (1 + Math.sqrt(1 - v));
  let level = 1;
  let scale: f64 = 0.5;
  while (scale > eta && level < LEVELS) {
    scale *= 0.5;
    level++;
  }
  nodes = 8 + 2 * ((5 * level + 3) >> 2);
  squares = rules + <usize>(level - 1) * RULE_BYTES;
  pathWeights = squares + (RULE_BYTES >> 1);
  if (load<u8>(made + <usize>level) == 0) {
    tabulate(scale);
    store<u8>(made + <usize>level, 1);
  }
}

function tabulate(eta: f64): void {
  tabulateLegendre(nodes);
  const half = 0.5 * logarithm(1 / eta + Math.sqrt(1 / (eta * eta) + 1));
  for (let node = 0; node < nodes; node++) {
    const place = <usize>(node >> 1) << 3;
    const x = load<f64>(legendre + place);
    const growing = exponential(half + half * (node % 2 == 0 ? x : -x));
    const y = 0.5 * eta * (growing - 1 / growing);
    const dy = 0.5 * eta * (growing + 1 / growing);
    const sum = 1 + y * y;
    const sine = (2 * y) / sum;
    const weight = load<f64>(legendre + 320 + place);
    store<f64>(squares + (<usize>node << 3), sine * sine);
    store<f64>(pathWeights + (<usize>node << 3), ((half * weight * dy) / sum) * 2 * sine);
  }
}

/** Nodes in (0, 1) from the largest down, by Newton's method from cos(π(k − ¼)/(n + ½)), and 2/((1 − x²) P_n'(x)²). */
function tabulateLegendre(n: i32): void {
  for (let k = 0; k < n >> 1; k++) {
    let x = roughCosine((PI * (<f64>k + 0.75)) / (<f64>n + 0.5));
    let slope: f64 = 1;
    for (let iteration = 0; iteration < ITERATIONS; iteration++) {
      let before: f64 = 1;
      let value = x;
      for (let degree = 2; degree <= n; degree++) {
        const next = (<f64>(2 * degree - 1) * x * value - <f64>(degree - 1) * before) / <f64>degree;
        before = value;
        value = next;
      }
      slope = (<f64>n * (before - x * value)) / (1 - x * x);
      x -= value / slope;
    }
    store<f64>(legendre + (<usize>k << 3), x);
    store<f64>(legendre + 320 + (<usize>k << 3), 2 / ((1 - x * x) * slope * slope));
  }
}

/** cos x on [0, π/2] to 1e-8, by its series: a guess is enough. */
function roughCosine(x: f64): f64 {
  const z = x * x;
  return 1 - (z / 2) * (1 - (z / 12) * (1 - (z / 30) * (1 - (z / 56) * (1 - (z / 90) * (1 - z / 132)))));
}

@inline
function exponential(x: f64): f64 {
  return f64x2.extract_lane(exponentials(f64x2.splat(x)), 0);
}

@inline
function logarithm(x: f64): f64 {
  return f64x2.extract_lane(logarithms(f64x2.splat(x)), 0);
}

import { exponential } from '../special-functions/exponential.ts';
import { logarithm } from '../special-functions/logarithm.ts';
import { legendreRule } from './legendre-rule.ts';

/** A rule for ∫₀¹ f(1 − t²) dt: Σ weights · f(squares), squares being values of 1 − t². */
export interface PathRule {
  readonly squares: Float64Array;
  readonly weights: Float64Array;
}

/** Finest level: half of it is 3e-8, whose square is beyond the last digit of the integral. */
const LEVELS = 24;
const rules: (PathRule | undefined)[] = [];

/**
 * The rule for integrands that are analytic functions of t² but for singularities at t² ≥ 1/(1 − v), 0 < v ≤ 1.
 *
 * With t = (1 − y²)/(1 + y²), 1 − t² = (2y/(1 + y²))² they all lie on the imaginary axis of y at |y| ≥ η = √v/(1 + √(1 − v)),
 * and so do the poles of dt; with y = η sinh u all are on the lines Im u = ±π/2, whatever their scales. There is a rule of
 * Gauss and Legendre on 0 ≤ u ≤ asinh(1/η) for each η = 2^−1, …, 2^−24, and the one at or below η is taken; 8 + 2⌈5j/4⌉ nodes
 * for 2^−j reach 1e-12. Beyond the finest one, what is neglected is of the size of v.
 */
export function pathRule(v: number): PathRule {
  const root = Math.sqrt(v);
  const eta = root / (1 + Math.sqrt(1 - v));
  let level = 1;
  let scale = 0.5;
  while (scale > eta && level < LEVELS) {
    scale *= 0.5;
    level++;
  }
  return (rules[level] ??= tabulate(level, scale));
}

function tabulate(level: number, eta: number): PathRule {
  const n = 8 + 2 * Math.ceil(1.25 * level);
  const { nodes, weights } = legendreRule(n);
  const half = 0.5 * logarithm(1 / eta + Math.sqrt(1 / (eta * eta) + 1));
  const rule = { squares: new Float64Array(n), weights: new Float64Array(n) };
  for (let node = 0; node < n; node++) {
    const x = node % 2 === 0 ? nodes[node >> 1] : -nodes[node >> 1];
    const growing = exponential(half + half * x);
    const y = 0.5 * eta * (growing - 1 / growing);
    const dy = 0.5 * eta * (growing + 1 / growing);
    const sum = 1 + y * y;
    const sine = (2 * y) / sum;
    rule.squares[node] = sine * sine;
    rule.weights[node] = ((half * weights[node >> 1] * dy) / sum) * 2 * sine;
  }
  return rule;
}

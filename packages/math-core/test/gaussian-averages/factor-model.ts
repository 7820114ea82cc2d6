import { activationOf, errorFunction, type TeacherActivationName } from '../../src/index.ts';
import { legendreRule } from '../../src/gaussian-averages/legendre-rule.ts';

/**
 * Four fields λ_x = α_x u + β_x v + γ_x ξ_x of independent standard normal u, v, ξ: given u and v they are independent, so that
 * averages of products are integrals over a plane of products of one-dimensional averages. Those have closed forms, and the
 * trapezoidal rule of the analytic integrand converges exponentially.
 */
export interface FactorModel {
  readonly alpha: readonly number[];
  readonly beta: readonly number[];
  readonly gamma: readonly number[];
}

export const generic: FactorModel = {
  alpha: [0.6, -0.4, 0.5, 0.9],
  beta: [0.3, 0.7, -0.6, 0.2],
  gamma: [0.7, 0.9, 0.8, 0.6],
};

export function covarianceOf({ alpha, beta, gamma }: FactorModel, fields: readonly number[]): Float64Array {
  const n = fields.length;
  return Float64Array.from({ length: n * n }, (_, index) => {
    const [x, y] = [fields[Math.floor(index / n)], fields[index % n]];
    return alpha[x] * alpha[y] + beta[x] * beta[y] + (x === y ? gamma[x] ** 2 : 0);
  });
}

/** A function of one field: the value of an activation, or its slope. */
export interface Factor {
  readonly field: number;
  readonly activation: TeacherActivationName;
  readonly slope: boolean;
}

const REACH = 8.5;

/** E[Π factors], with steps of `step` in u and v. */
export function factorModelMean(model: FactorModel, factors: readonly Factor[], step: number): number {
  const fields = [...new Set(factors.map((factor) => factor.field))];
  const ofField = fields.map((field) => factors.filter((factor) => factor.field === field));
  const count = Math.round(REACH / step);
  let sum = 0;
  for (let row = -count; row <= count; row++) {
    for (let column = -count; column <= count; column++) {
      const [u, v] = [row * step, column * step];
      let product = Math.exp(-0.5 * (u * u + v * v));
      fields.forEach((field, place) => {
        const mean = model.alpha[field] * u + model.beta[field] * v;
        product *= meanOfProduct(ofField[place], mean, model.gamma[field]);
      });
      sum += product;
    }
  }
  return (sum * step * step) / (2 * Math.PI);
}

function meanOfProduct(factors: readonly Factor[], mean: number, deviation: number): number {
  if (factors.length === 1) return meanOfOne(factors[0], mean, deviation);
  const evaluate = factors.map(({ activation, slope }) => {
    const sigma = activationOf(activation);
    return slope ? (x: number) => sigma.derivative(x) : (x: number) => sigma.value(x);
  });
  return coarseMean((x) => evaluate.reduce((product, f) => product * f(x), 1), mean, deviation);
}

const rule = legendreRule(12);
const PANELS = 4;

/** E[f(mean + deviation · ξ)] to about 1e-9, with a break at 0. */
function coarseMean(f: (x: number) => number, mean: number, deviation: number): number {
  const [low, high] = [mean - 9 * deviation, mean + 9 * deviation];
  const weighted = (x: number) => f(x) * Math.exp(-0.5 * ((x - mean) / deviation) ** 2);
  const middle = Math.min(Math.max(0, low), high);
  const sum = panels(weighted, low, middle) + panels(weighted, middle, high);
  return sum / (deviation * Math.sqrt(2 * Math.PI));
}

function panels(f: (x: number) => number, from: number, to: number): number {
  const half = (to - from) / (2 * PANELS);
  let sum = 0;
  for (let panel = 0; panel < PANELS; panel++) {
    const middle = from + (2 * panel + 1) * half;
    rule.nodes.forEach((node, k) => {
      sum += rule.weights[k] * (f(middle - half * node) + f(middle + half * node));
    });
  }
  return half * sum;
}

/** E[σ(m + γξ)] or E[σ'(m + γξ)] */
function meanOfOne({ activation, slope }: Factor, m: number, gamma: number): number {
  const above = () => 0.5 * (1 + errorFunction(m / (gamma * Math.SQRT2)));
  switch (activation) {
    case 'erf': {
      const v = 1 + gamma * gamma;
      if (slope) return Math.sqrt(2 / (Math.PI * v)) * Math.exp((-0.5 * m * m) / v);
      return errorFunction(m / Math.sqrt(2 * v));
    }
    case 'linear':
      return slope ? 1 : m;
    case 'quadratic':
      return slope ? 2 * m : m * m + gamma * gamma;
    case 'hermite2':
      return slope ? 2 * m : m * m + gamma * gamma - 1;
    case 'relu': {
      if (slope) return above();
      const density = Math.exp(-0.5 * (m / gamma) ** 2) / Math.sqrt(2 * Math.PI);
      return m * above() + gamma * density;
    }
    case 'sign':
      return 2 * above() - 1;
  }
}

import { exponential, logarithm } from '@crossover/math-core';

/** A risk at one learning rate. */
export interface RiskAtRate {
  /** γ */
  readonly learningRate: number;
  readonly risk: number;
  readonly standardError: number | null;
}

/** Where a risk is least among learning rates. */
export interface BestRate {
  /** The least of the points themselves; `edge` where that is the smallest or the largest rate, so that the optimum may lie beyond. */
  readonly least: {
    readonly learningRate: number;
    readonly risk: number;
    readonly edge: 'smallest' | 'largest' | null;
  } | null;
  /**
   * The vertex of the parabola in ln γ and ln R through the least point and its two neighbours; null where the least lies at an edge.
   * `standardError` is that of ln γ, from those of the three risks (to first order); null where one of them is not known.
   */
  readonly optimum: {
    readonly learningRate: number;
    readonly risk: number;
    readonly standardError: number | null;
  } | null;
}

/** Rates that differ by rounding only are the same. */
const ROUNDING = 1e-12;

/**
 * The best learning rate among points. Points whose risk is not positive are left out, and of several at one rate the first is used.
 *
 * @param points ascending in the learning rate
 */
export function bestRate(points: readonly RiskAtRate[]): BestRate {
  const usable = points
    .filter(({ risk }) => risk > 0 && risk < Infinity)
    .filter(
      ({ learningRate }, index, all) =>
        index === 0 || learningRate > all[index - 1].learningRate * (1 + ROUNDING),
    );
  if (usable.length === 0) return { least: null, optimum: null };
  const at = usable.reduce((best, { risk }, index) => (risk < usable[best].risk ? index : best), 0);
  const { learningRate, risk } = usable[at];
  const edge = at === usable.length - 1 ? 'largest' : at === 0 ? 'smallest' : null;
  return {
    least: { learningRate, risk, edge },
    optimum: edge === null ? vertex(usable[at - 1], usable[at], usable[at + 1]) : null,
  };
}

/** Of the parabola through three points, the middle one of which is not above the others. */
function vertex(left: RiskAtRate, middle: RiskAtRate, right: RiskAtRate): NonNullable<BestRate['optimum']> {
  const points = [left, middle, right];
  const [x0, x1, x2] = points.map(({ learningRate }) => logarithm(learningRate));
  const [y0, y1, y2] = points.map(({ risk }) => logarithm(risk));
  const slope = (y1 - y0) / (x1 - x0);
  const curvature = ((y2 - y1) / (x2 - x1) - slope) / (x2 - x0);
  if (curvature === 0) return { learningRate: middle.learningRate, risk: middle.risk, standardError: null };
  const x = (x0 + x1) / 2 - slope / (2 * curvature);
  const y = y0 + slope * (x - x0) + curvature * (x - x0) * (x - x1);
  return {
    learningRate: exponential(x),
    risk: exponential(y),
    standardError: errorOfVertex(points, [x0, x1, x2], slope, curvature),
  };
}

/** √Σ (∂x/∂y_j)² (σ_j/R_j)², x the vertex and y_j = ln R_j. */
function errorOfVertex(
  points: readonly RiskAtRate[],
  [x0, x1, x2]: readonly [number, number, number],
  slope: number,
  curvature: number,
): number | null {
  const slopes = [-1 / (x1 - x0), 1 / (x1 - x0), 0];
  const nextSlopes = [0, -1 / (x2 - x1), 1 / (x2 - x1)];
  let variance = 0;
  for (const [j, { risk, standardError }] of points.entries()) {
    if (standardError === null) return null;
    const curvatures = (nextSlopes[j] - slopes[j]) / (x2 - x0);
    const derivative = (slope * curvatures) / (2 * curvature * curvature) - slopes[j] / (2 * curvature);
    variance += ((derivative * standardError) / risk) ** 2;
  }
  return Math.sqrt(variance);
}

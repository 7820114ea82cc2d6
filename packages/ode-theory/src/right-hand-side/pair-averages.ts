import {
  arcsine,
  curvatureValueAverage,
  differenceOfProducts,
  GaussianAverageDomainError,
  productAverage,
  slopesAverage,
  squareAverageSlope,
  type TeacherActivationName,
} from '@crossover/math-core';
import { activationOfField, type Fields } from './fields.ts';

const TWO_OVER_PI = 0.6366197723675814;

/**
 * I2 of a pair of fields with its derivatives by their covariance, the numbers the risk and its gradient are made of. NaN where
 * the overlaps are no covariance: an integrator may try such a state and must not be interrupted by it.
 */
export interface PairAverages {
  /** I2(b, e), b ≠ e. */
  product: number;
  /** ∂I2/∂C_be = E[σ_b' σ_e']. */
  slopes: number;
  /** 2 ∂I2/∂C_bb = E[σ_b'' σ_e] and 2 ∂I2/∂C_ee. */
  curvatureOfB: number;
  curvatureOfE: number;
}

/** The averages of the fields' activations at the covariance that the fields hold. */
export interface PairAverager {
  /** Writes those of b ≠ e into `averages`. */
  pair(b: number, e: number, averages: PairAverages): void;
  /** I2(b, b). */
  square(b: number): number;
  /** dI2(b, b)/dC_bb. */
  squareSlope(b: number): number;
}

export function pairAverager(fields: Fields): PairAverager {
  return fields.activation === 'erf' && fields.teacherActivation === 'erf'
    ? erfAverager(fields)
    : generalAverager(fields);
}

/**
 * erf: I2 = (2/π) asin( C_be/√((1+C_bb)(1+C_ee)) ), E[σ'σ'] = (2/π)/√((1+C_bb)(1+C_ee) − C_be²) and
 * E[σ_b''σ_e] = −C_be/(1+C_bb) E[σ'σ'], in a step's inner loop and therefore without detours.
 */
function erfAverager({ count: n, C }: Fields): PairAverager {
  return {
    pair(b, e, averages) {
      const cbb = C[b * n + b];
      const cbe = C[b * n + e];
      const cee = C[e * n + e];
      const slopes = TWO_OVER_PI / Math.sqrt(1 + cbb + cee + differenceOfProducts(cbb, cee, cbe, cbe));
      averages.product = TWO_OVER_PI * arcsine(cbe / Math.sqrt((1 + cbb) * (1 + cee)));
      averages.slopes = slopes;
      averages.curvatureOfB = (-cbe / (1 + cbb)) * slopes;
      averages.curvatureOfE = (-cbe / (1 + cee)) * slopes;
    },
    square: (b) => TWO_OVER_PI * arcsine(C[b * n + b] / (1 + C[b * n + b])),
    squareSlope: (b) => squareAverageSlope('erf', C[b * n + b]),
  };
}

function generalAverager(fields: Fields): PairAverager {
  const { count: n, C } = fields;
  const activations = Array.from({ length: n }, (_, b): TeacherActivationName =>
    activationOfField(fields, b),
  );
  return {
    pair(b, e, averages) {
      const arguments_ = [activations[b], activations[e], C[b * n + b], C[b * n + e], C[e * n + e]] as const;
      const reversed = [activations[e], activations[b], C[e * n + e], C[b * n + e], C[b * n + b]] as const;
      averages.product = orNaN(() => productAverage(...arguments_));
      averages.slopes = orNaN(() => slopesAverage(...arguments_));
      averages.curvatureOfB = orNaN(() => curvatureValueAverage(...arguments_));
      averages.curvatureOfE = orNaN(() => curvatureValueAverage(...reversed));
    },
    square: (b) =>
      orNaN(() => productAverage(activations[b], activations[b], C[b * n + b], C[b * n + b], C[b * n + b])),
    squareSlope: (b) => squareAverageSlope(activations[b], C[b * n + b]),
  };
}

function orNaN(average: () => number): number {
  try {
    return average();
  } catch (error) {
    if (error instanceof GaussianAverageDomainError) return NaN;
    throw error;
  }
}

import { lazyPopulationRisk, type OrderParameters } from '@crossover/math-core';
import type { CompleteModel } from './complete-model.ts';

/**
 * The population risk of a lazily trained student, from the covariance of the fields (λ, λ⁰, λ*).
 *
 * @param overlaps Q, M and P
 * @param withInitial W W⁰ᵀ/d, p × p
 * @param initial Q⁰ and M⁰
 */
export function lazyRisk(
  model: CompleteModel,
  { Q, M, P }: OrderParameters,
  withInitial: Float64Array,
  secondLayer: Float64Array,
  initial: Pick<OrderParameters, 'Q' | 'M'> = model.initial,
): number {
  const { studentWidth: p, teacherWidth: k } = model;
  const n = 2 * p + k;
  const covariance = new Float64Array(n * n);
  const fill = (top: number, left: number, rows: number, columns: number, matrix: Float64Array) => {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const value = matrix[row * columns + column];
        covariance[(top + row) * n + left + column] = value;
        covariance[(left + column) * n + top + row] = value;
      }
    }
  };
  fill(0, 0, p, p, Q);
  fill(0, p, p, p, withInitial);
  fill(0, 2 * p, p, k, M);
  fill(p, p, p, p, initial.Q);
  fill(p, 2 * p, p, k, initial.M);
  fill(2 * p, 2 * p, k, k, P);
  return lazyPopulationRisk(covariance, {
    studentWidth: p,
    teacherWidth: k,
    activation: model.activation,
    teacherActivation: model.teacherActivation,
    studentSecondLayer: secondLayer,
    teacherSecondLayer: model.secondLayer.teacher,
  });
}

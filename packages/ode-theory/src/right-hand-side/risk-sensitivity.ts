import type { Observable } from '../integrator/error-estimate.ts';
import { createFields, loadState } from './fields.ts';
import { overlapOffset, stateLength } from './packed-state.ts';
import { pairAverager, type PairAverages } from './pair-averages.ts';
import type { DriftModel } from './right-hand-side.ts';

/**
 * The risk R = ½ Σ_be v_b v_e I2(b, e) as a function of the packed state, with its gradient from
 *
 *     ∂I2(b, e)/∂C_be = E[σ_b' σ_e'],     ∂I2(b, e)/∂C_bb = ½ E[σ_b'' σ_e]     (b ≠ e),
 *
 * and ∂R/∂a_i = −(1/p) Σ_b v_b I2(i, b) where a is part of the state.
 *
 * R is *linear* in errors of the overlaps however small it is: what makes it small is that Ω lies on the
 * boundary of the positive semidefinite cone, and errors leave it. Overlaps right to nine digits leave an
 * R of 1e-9 without a single one, hence the need to control its error on its own. Allocates nothing for erf; NaN where the
 * overlaps are no covariance.
 */
export function riskSensitivity(model: DriftModel): Observable {
  const { studentWidth: p, teacherWidth: k } = model;
  const fields = createFields(model);
  const averager = pairAverager(fields);
  const { count: n, v } = fields;
  const averages: PairAverages = { product: 0, slopes: 0, curvatureOfB: 0, curvatureOfE: 0 };
  /** ∂R/∂C_bb of the students, and Σ_b v_b I2(i, b). */
  const own = new Float64Array(p);
  const forces = new Float64Array(p);
  const offset = overlapOffset(p);
  const end = stateLength(p, k);

  /** Adds the pair of a student b and a field e > b, and its share in the derivatives; returns its share in 2R. */
  const pair = (b: number, e: number, gradient: Float64Array, position: number): number => {
    averager.pair(b, e, averages);
    const { product, slopes, curvatureOfB, curvatureOfE } = averages;
    const weight = v[b] * v[e];
    gradient[position] = weight * slopes;
    own[b] += 0.5 * weight * curvatureOfB;
    forces[b] += v[e] * product;
    if (e < p) {
      own[e] += 0.5 * weight * curvatureOfE;
      forces[e] += v[b] * product;
    }
    return 2 * weight * product;
  };

  let teacherShare = 0;
  for (let r = p; r < n; r++) {
    teacherShare += v[r] * v[r] * averager.square(r);
    for (let s = r + 1; s < n; s++) {
      averager.pair(r, s, averages);
      teacherShare += 2 * v[r] * v[s] * averages.product;
    }
  }

  return (state, gradient) => {
    loadState(fields, state);
    own.fill(0);
    forces.fill(0);
    let sum = teacherShare;
    let next = 0;
    for (let i = 0; i < p; i++) {
      const square = averager.square(i);
      sum += v[i] * v[i] * square;
      forces[i] += v[i] * square;
      next++;
      for (let j = i + 1; j < p; j++) sum += pair(i, j, gradient, next++);
    }
    next = offset;
    for (let i = 0; i < p; i++) {
      for (let b = p; b < n; b++) sum += pair(i, b, gradient, next++);
    }
    next = 0;
    for (let i = 0; i < p; i++) {
      gradient[next] = own[i] + 0.5 * v[i] * v[i] * averager.squareSlope(i);
      next += p - i;
    }
    if (fields.secondLayerMoves) {
      for (let i = 0; i < p; i++) gradient[end + i] = -forces[i] / p;
    }
    return 0.5 * sum;
  };
}

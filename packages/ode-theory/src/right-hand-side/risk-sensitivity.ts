import { arcsine, differenceOfProducts } from '@crossover/math-core';
import type { Observable } from '../integrator/error-estimate.ts';
import { createFields, loadState } from './fields.ts';
import { overlapOffset } from './packed-state.ts';
import type { DriftModel } from './right-hand-side.ts';

const TWO_OVER_PI = 0.6366197723675814;

/**
 * The risk R = ½ Σ_be v_b v_e I2(b, e) as a function of the packed state, with its gradient from
 *
 *     ∂I2(b, e)/∂C_be = J2(b, e),     ∂I2(b, e)/∂C_bb = −½ J2(b, e) C_be / (1 + C_bb)     (b ≠ e),
 *     dI2(b, b)/dC_bb = (2/π) / ((1 + C_bb) √(1 + 2 C_bb)).
 *
 * R is *linear* in errors of the overlaps however small it is: what makes it small is that Ω lies on the
 * boundary of the positive semidefinite cone, and errors leave it. Overlaps right to nine digits leave an
 * R of 1e-9 without a single one, hence the need to control its error on its own. Allocates nothing.
 */
export function riskSensitivity(model: DriftModel): Observable {
  const { studentWidth: p } = model;
  const fields = createFields(model);
  const { count: n, v, C } = fields;
  const own = new Float64Array(p);
  const offset = overlapOffset(p);

  /** Adds the pair b < e, and its share in the derivatives by C_bb and C_ee; returns its share in 2R. */
  const pair = (b: number, e: number, gradient: Float64Array, position: number): number => {
    const weight = v[b] * v[e];
    const cbb = C[b * n + b];
    const cbe = C[b * n + e];
    const cee = C[e * n + e];
    const J2 = TWO_OVER_PI / Math.sqrt(1 + cbb + cee + differenceOfProducts(cbb, cee, cbe, cbe));
    gradient[position] = weight * J2;
    own[b] -= (0.5 * weight * J2 * cbe) / (1 + cbb);
    if (e < p) own[e] -= (0.5 * weight * J2 * cbe) / (1 + cee);
    return 2 * weight * TWO_OVER_PI * arcsine(cbe / Math.sqrt((1 + cbb) * (1 + cee)));
  };

  const square = (b: number): number =>
    v[b] * v[b] * TWO_OVER_PI * arcsine(C[b * n + b] / (1 + C[b * n + b]));

  let teacherShare = 0;
  for (let r = p; r < n; r++) {
    for (let s = p; s < n; s++) {
      teacherShare +=
        v[r] *
        v[s] *
        TWO_OVER_PI *
        arcsine(C[r * n + s] / Math.sqrt((1 + C[r * n + r]) * (1 + C[s * n + s])));
    }
  }

  return (state, gradient) => {
    loadState(fields, state);
    own.fill(0);
    let sum = teacherShare;
    let next = 0;
    for (let i = 0; i < p; i++) {
      sum += square(i);
      next++;
      for (let j = i + 1; j < p; j++) sum += pair(i, j, gradient, next++);
    }
    next = offset;
    for (let i = 0; i < p; i++) {
      for (let b = p; b < n; b++) sum += pair(i, b, gradient, next++);
    }
    next = 0;
    for (let i = 0; i < p; i++) {
      const c = C[i * n + i];
      gradient[next] = own[i] + (0.5 * v[i] * v[i] * TWO_OVER_PI) / ((1 + c) * Math.sqrt(1 + 2 * c));
      next += p - i;
    }
    return 0.5 * sum;
  };
}

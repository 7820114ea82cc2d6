import type { DriftModel, DriftWeights, RightHandSide } from '../../src/index.ts';
import { createFields, loadState } from '../../src/right-hand-side/fields.ts';
import { gradientForce } from './gradient-part.ts';
import { overlapOffset } from '../../src/right-hand-side/packed-state.ts';
import { tiltByOneField } from './tilt-by-one-field.ts';
import { createVariancePart } from './variance-part.ts';

/** The right-hand side's kernel written down plainly, one number at a time: its oracle. */
export function plainRightHandSide(
  { studentWidth: p, teacherWidth: k, noise, P }: DriftModel,
  { gradient, variance }: DriftWeights,
): RightHandSide {
  const fields = createFields({ studentWidth: p, teacherWidth: k, noise, P });
  const n = fields.count;
  const tilted = new Float64Array(n * n);
  const share = new Float64Array(n);
  const force = new Float64Array(n);
  const variancePart = createVariancePart(fields, noise);
  const offset = overlapOffset(p);

  const addGradient = (i: number, derivative: Float64Array): void => {
    gradientForce(fields, tilted, i, share, force);
    for (let j = 0; j < i; j++) derivative[packedIndex(p, j, i)] += gradient * force[j];
    const diagonal = packedIndex(p, i, i);
    derivative[diagonal] += 2 * gradient * force[i];
    for (let j = i + 1; j < p; j++) derivative[diagonal + j - i] += gradient * force[j];
    for (let r = 0; r < k; r++) derivative[offset + i * k + r] = gradient * force[p + r];
  };

  return (state, derivative) => {
    loadState(fields, state);
    derivative.fill(0);
    for (let i = 0; i < p; i++) {
      tiltByOneField(fields.C, n, i, tilted);
      if (gradient !== 0) addGradient(i, derivative);
      if (variance !== 0) {
        const diagonal = packedIndex(p, i, i);
        for (let j = i; j < p; j++) derivative[diagonal + j - i] += variance * variancePart(tilted, i, j);
      }
    }
  };
}

/** Where Q_ij with i ≤ j stands in a packed state. */
function packedIndex(p: number, i: number, j: number): number {
  return i * p - (i * (i - 1)) / 2 + (j - i);
}

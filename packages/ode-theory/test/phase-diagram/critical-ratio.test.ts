import { describe, expect, it } from 'vitest';
import { criticalLearningRate, packState, rightHandSide } from '../../src/index.ts';
import { copiedOverlaps, driftOfCopies } from '../../src/phase-diagram/copies.ts';
import { criticalRatio } from '../../src/phase-diagram/critical-ratio.ts';
import { identityRows, overlapsOf } from '../support/overlaps.ts';

describe('the critical γ/p of k orthonormal teachers', () => {
  it.each([
    [1, Math.PI * Math.sqrt(5 / 3)],
    [2, 2 * 2.3068277],
    [3, 3 * 1.6206745],
  ])('is k η_c in Saad & Solla’s units: k = %i', (k, expected) => {
    expect(Math.abs(criticalRatio(k) - expected)).toBeLessThan(2e-7);
  });

  // Both take a Jacobian by differences, right to 1e-12, of which an eigenvalue passes zero linearly.
  it.each([1, 2, 3, 4, 5])(
    'is where all perturbations, not only the shared ones, are critical: k = %i',
    (k) => {
      const P = Float64Array.from(identityRows(k).flat());
      const rate = criticalLearningRate({ studentWidth: k, teacherWidth: k, noise: 0, P });
      expect((criticalRatio(k) * k) / rate).toBeCloseTo(1, 9);
    },
  );

  it('passes to its approximation above k = 16 without a step of more than 0.1 %', () => {
    const [before, after, later] = [16, 17, 18].map(criticalRatio);
    expect(after / before).toBeGreaterThan(later / after);
    expect(after / before - 1).toBeLessThan(1e-3 + (later / after - 1));
  });
});

describe('students that are copies of each other', () => {
  it.each([
    [1, 3],
    [2, 2],
    [3, 2],
  ])('move as one student a teacher does at the same γ/p: k = %i, %i copies', (k, copies) => {
    const y = k === 1 ? Float64Array.of(0.8, 0.6) : Float64Array.of(0.9, 0.1, 0.7, 0.05);
    const [single, p] = [copiedOverlaps(k, y), k * copies];
    const student = (i: number) => i % k;
    const Q = Float64Array.from({ length: p * p }, (_, x) => {
      return single.Q[student(Math.floor(x / p)) * k + student(x % p)];
    });
    const M = Float64Array.from(
      { length: p * k },
      (_, x) => single.M[student(Math.floor(x / k)) * k + (x % k)],
    );
    const { P } = overlapsOf([], identityRows(k));
    const model = { studentWidth: p, teacherWidth: k, noise: 0.3, P };
    const weights = { gradient: 1, variance: 1.7 };
    const state = packState({ ...model, Q, M });
    const derivative = new Float64Array(state.length);
    rightHandSide(model, weights)(state, derivative);
    const reduced = new Float64Array(y.length);
    driftOfCopies(k, 0.3, weights)(y, reduced);
    const offset = (p * (p + 1)) / 2;
    expect(derivative[0]).toBeCloseTo(reduced[0], 13);
    expect(derivative[offset]).toBeCloseTo(reduced[k === 1 ? 1 : 2], 13);
    expect(derivative[k]).toBeCloseTo(reduced[0], 13);
    if (k > 1) {
      expect(derivative[1]).toBeCloseTo(reduced[1], 13);
      expect(derivative[offset + 1]).toBeCloseTo(reduced[3], 13);
    }
  });
});

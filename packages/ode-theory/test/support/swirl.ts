import type { VectorField } from '../../src/integrator/initial-step.ts';

/**
 * x' = −r² y, y' = r² x with r² = x² + y²: nonlinear, autonomous, solved by a rotation at angular speed r².
 * (r cos r²t, r sin r²t) from (r, 0).
 */
export const RADIUS = 1.3;

export const swirl: VectorField = (y, derivative) => {
  const square = y[0] * y[0] + y[1] * y[1];
  derivative[0] = -square * y[1];
  derivative[1] = square * y[0];
};

export const swirlStart = (): Float64Array => Float64Array.of(RADIUS, 0);

export const swirlAt = (t: number): [number, number] => [
  RADIUS * Math.cos(RADIUS * RADIUS * t),
  RADIUS * Math.sin(RADIUS * RADIUS * t),
];

export const distanceToSwirl = (y: Float64Array, t: number): number => {
  const [x0, x1] = swirlAt(t);
  return Math.hypot(y[0] - x0, y[1] - x1);
};

import { logSpaced, power } from '@crossover/math-core';
import type { RegimeName } from '@crossover/ode-theory';
import type { Curve, CurveKind, CurvePoint } from '../../src/trajectories/input.ts';

/**
 * Curves with the shapes of the three regimes from closed expressions, so that figures are tested without
 * running anything. No physics is claimed for them.
 */

const REGIMES: Readonly<
  Record<RegimeName, { delta: number; theta: number; exponent: number; last: number }>
> = {
  'perfect-learning': { delta: 0.5, theta: 0.5, exponent: 1.5, last: 300 },
  plateau: { delta: 0, theta: 0, exponent: 1, last: 1000 },
  'bad-learning': { delta: -0.375, theta: -0.375, exponent: 0.25, last: 1000 },
  'no-ode': { delta: -1, theta: -1, exponent: 0, last: 1000 },
};

/** The shape of R(t) at input dimension d; d = ∞ is the limit. */
function shape(regime: RegimeName, time: number, dimension: number, noise: number): number {
  switch (regime) {
    case 'perfect-learning':
      return (
        0.02 / (1 + time * time) +
        (1.2e-3 / (Math.sqrt(dimension) * (1 + 0.3 * time))) * Math.min(1, time) +
        4e-8
      );
    case 'plateau':
      return 0.02 / ((1 + time) * (1 + time)) + 0.114 * noise;
    case 'bad-learning':
      return 0.02 + 0.17 * (time / (time + 3)) * (1 - 1 / power(dimension, 0.375));
    case 'no-ode':
      return 0.3 + 0.1 * Math.min(1, time);
  }
}

export const dimensionsOf = (regime: RegimeName): number[] =>
  regime === 'perfect-learning' ? [30, 100, 300] : [100, 300, 1000];

export interface CurveOptions {
  readonly share?: number;
  readonly replicas?: number;
  readonly noise?: number;
  /** Positive times. */
  readonly points?: number;
}

export function timesOf(regime: RegimeName, points = 36): number[] {
  const { last } = REGIMES[regime];
  return [0, ...logSpaced(0.1, last, points)];
}

/** One curve; `share` of its points have come. */
export function curve(
  regime: RegimeName,
  kind: CurveKind,
  dimension: number | null,
  { share = 1, replicas = 3, noise = 1e-3, points: count = 36 }: CurveOptions = {},
): Curve {
  const { delta, theta, exponent, last } = REGIMES[regime];
  const times = timesOf(regime, count);
  const known = times.slice(0, Math.round(share * times.length));
  const effective = kind === 'limit' ? Infinity : (dimension ?? Infinity);
  const points = known.map((time, index): CurvePoint => {
    const risk = shape(regime, time, effective, noise);
    if (kind !== 'simulation') return { time, risk };
    const error = index === 0 ? 0 : 0.05 * risk;
    const wobble = 1 + 0.01 * (((7 * index + (dimension ?? 0)) % 9) - 4);
    return replicas > 1 ? { time, risk: risk * wobble, standardError: error } : { time, risk: risk * wobble };
  });
  return {
    id: `${regime}/${kind}/${dimension ?? 'limit'}/${noise}`,
    kind,
    regime,
    theta,
    parameters: {
      inputDimension: dimension,
      studentWidth: 8,
      teacherWidth: 4,
      widthPrefactor: 8,
      kappa: 0,
      delta,
      learningRatePrefactor: 8,
      noise,
      start: 'teacher-span',
      seed: 1,
    },
    timeStep: dimension === null ? null : power(dimension, -exponent),
    grid: { first: 0.1, last },
    replicas: kind === 'simulation' ? replicas : 1,
    points,
  };
}

/** Simulation, finite-d and limit theory of one regime at several d. */
export function regimeCurves(regime: RegimeName, options: CurveOptions = {}): Curve[] {
  const theory = { ...options, share: 1 };
  return [
    ...(regime === 'no-ode' ? [] : [curve(regime, 'limit', null, theory)]),
    ...dimensionsOf(regime).flatMap((dimension) => [
      ...(regime === 'no-ode' ? [] : [curve(regime, 'finite', dimension, theory)]),
      curve(regime, 'simulation', dimension, options),
    ]),
  ];
}

import type { PhasePoint } from './input.ts';

/** The part of the (δ, κ) plane that is drawn, on a frame of this many pixels. */
export interface Plane {
  readonly delta: readonly [number, number];
  readonly kappa: readonly [number, number];
  readonly width: number;
  readonly height: number;
}

const STEP = 0.25;
const DEFAULT = { delta: [-1, 1], kappa: [-0.25, 1] } as const;
/** Room around a point. */
const MARGIN = 0.25;

const down = (value: number): number => STEP * Math.floor(value / STEP);
const up = (value: number): number => STEP * Math.ceil(value / STEP);

/**
 * The default part of the plane, enlarged until it holds the points. One unit of δ and one of κ have equal
 * lengths, so that the boundaries κ + δ = const run at 45°.
 */
export function planeAround(points: readonly PhasePoint[], width: number, height: number): Plane {
  const deltas = points.map(({ delta }) => delta);
  const kappas = points.map(({ kappa }) => kappa);
  const left = down(Math.min(DEFAULT.delta[0], ...deltas.map((value) => value - MARGIN)));
  const right = up(Math.max(DEFAULT.delta[1], ...deltas.map((value) => value + MARGIN)));
  const bottom = down(Math.min(DEFAULT.kappa[0], ...kappas.map((value) => value - MARGIN)));
  const top = up(Math.max(DEFAULT.kappa[1], ...kappas.map((value) => value + MARGIN)));
  const unit = Math.min(width / (right - left), height / (top - bottom));
  const spareDelta = width / unit - (right - left);
  const spareKappa = height / unit - (top - bottom);
  return {
    delta: [left - spareDelta / 2, right + spareDelta / 2],
    kappa: [bottom, top + spareKappa],
    width,
    height,
  };
}

/** The part of the plane that holds these places, each in a square of side `spacing`, and no more than that. */
export function planeOf(
  places: readonly { readonly kappa: number; readonly delta: number }[],
  spacing: number,
  width: number,
  height: number,
): Plane {
  const room = 0.62 * spacing;
  const deltas = places.map(({ delta }) => delta);
  const kappas = places.map(({ kappa }) => kappa);
  const [left, right] = [Math.min(...deltas) - room, Math.max(...deltas) + room];
  const [bottom, top] = [Math.min(...kappas) - room, Math.max(...kappas) + room];
  const unit = Math.min(width / (right - left), height / (top - bottom));
  const spare = { delta: width / unit - (right - left), kappa: height / unit - (top - bottom) };
  return {
    delta: [left - spare.delta / 2, right + spare.delta / 2],
    kappa: [bottom - spare.kappa / 2, top + spare.kappa / 2],
    width,
    height,
  };
}

/** Multiples of ½ within an interval. */
export function halves([from, to]: readonly [number, number]): number[] {
  const first = Math.ceil(from * 2 - 1e-9);
  const last = Math.floor(to * 2 + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) / 2);
}

/** Where a name stands on the visible part of its diagonal: 0 at its upper end, 1 at its lower. */
const NAME_POSITION = 0.42;

/**
 * The point of the diagonal κ = c − δ that lies `before` pixels up the diagonal from where a name has its
 * middle; null when the diagonal is out of view.
 */
export function alongDiagonal(
  c: number,
  { delta, kappa, width }: Plane,
  before: number,
): { delta: number; kappa: number } | null {
  const from = Math.max(delta[0], c - kappa[1]);
  const to = Math.min(delta[1], c - kappa[0]);
  if (from >= to) return null;
  const unit = width / (delta[1] - delta[0]);
  const at = from + NAME_POSITION * (to - from) - (before * Math.SQRT1_2) / unit;
  return { delta: at, kappa: c - at };
}

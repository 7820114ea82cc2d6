import { assertPositiveSemidefinite, InvalidArgumentError, type OrderParameters } from '@crossover/math-core';
import { messages } from '../errors.ts';
import { coordinatesOf, spanCoordinates } from './span-coordinates.ts';

/**
 * Hidden units in the limit d → ∞, each known by what it overlaps with: θ_i = (m_i ∈ R^k, q⊥_i ≥ 0). Parts outside the teacher's
 * span are orthogonal to each other, so that
 *
 *     Q_ij = m_i P⁻¹ m_jᵀ  (i ≠ j),     Q_ii = m_i P⁻¹ m_iᵀ + q⊥_i.
 */
export interface Particles {
  /** N. */
  readonly count: number;
  /** k. */
  readonly teacherWidth: number;
  /** m, N × k row-major. */
  readonly M: Float64Array;
  /** q⊥ ≥ 0, N numbers. */
  readonly outOfSpan: Float64Array;
  /** P = W* W*ᵀ/d, k × k row-major, nonsingular. */
  readonly P: Float64Array;
}

/** What rounding leaves of a q⊥ that is zero, relative to Q_ii. */
const ROUNDING = 1e-10;

/** Throws InvalidArgumentError unless sizes fit together, all numbers are finite and no q⊥ is negative. */
export function assertParticles({ count, teacherWidth, M, outOfSpan, P }: Particles): void {
  assertSizes(count, teacherWidth);
  requireNumbers('M', M, count * teacherWidth);
  requireNumbers('outOfSpan', outOfSpan, count);
  requireNumbers('P', P, teacherWidth * teacherWidth);
  const negative = outOfSpan.findIndex((value) => value < 0);
  if (negative >= 0) {
    throw new InvalidArgumentError(messages.outside(`outOfSpan[${negative}]`, outOfSpan[negative], '[0, ∞)'));
  }
}

/** Throws InvalidArgumentError unless N and k are positive integers. */
export function assertSizes(count: number, teacherWidth: number): void {
  requirePositiveInteger('count', count);
  requirePositiveInteger('teacherWidth', teacherWidth);
}

/**
 * The particles of a finite network: its M, and q⊥_i = Q_ii − m_i P⁻¹ m_iᵀ. What Q says about overlaps outside the span
 * between different units is left out; `outOfSpanOverlap` measures it.
 *
 * Throws NotPositiveSemidefiniteError when Ω is no covariance, InvalidArgumentError when P is singular.
 */
export function particlesOfOverlaps(overlaps: OrderParameters): Particles {
  assertPositiveSemidefinite(overlaps);
  const { studentWidth: count, teacherWidth, Q, M, P } = overlaps;
  const inside = squaresInSpan(M, P, teacherWidth);
  const outOfSpan = Float64Array.from({ length: count }, (_, i) => {
    const own = Q[i * count + i];
    const rest = own - inside[i];
    return rest <= ROUNDING * own ? 0 : rest;
  });
  return { count, teacherWidth, M: M.slice(), outOfSpan, P };
}

/** Ω of the network whose units the particles are; N² numbers. Throws InvalidArgumentError for impossible particles. */
export function overlapsOfParticles(particles: Particles): OrderParameters {
  assertParticles(particles);
  const { count: p, teacherWidth: k, M, outOfSpan, P } = particles;
  const U = coordinatesOf(spanCoordinates(P, k), M);
  const Q = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let j = i; j < p; j++) {
      const product = innerProduct(U, i, j, k) + (i === j ? outOfSpan[i] : 0);
      Q[i * p + j] = product;
      Q[j * p + i] = product;
    }
  }
  return { studentWidth: p, teacherWidth: k, Q, M: M.slice(), P };
}

/**
 * max |Q_ij − m_i P⁻¹ m_jᵀ| over i ≠ j: what the particles leave out of a finite network. 0 for a start in the teacher's span,
 * O(1/√d) for random weights in d dimensions. Throws InvalidArgumentError when P is singular.
 */
export function outOfSpanOverlap({ studentWidth: p, teacherWidth: k, Q, M, P }: OrderParameters): number {
  const U = coordinatesOf(spanCoordinates(P, k), M);
  let largest = 0;
  for (let i = 0; i < p; i++) {
    for (let j = i + 1; j < p; j++) {
      largest = Math.max(largest, Math.abs(Q[i * p + j] - innerProduct(U, i, j, k)));
    }
  }
  return largest;
}

/** m_i P⁻¹ m_iᵀ, the squared length of each unit inside the teacher's span. */
export function squaresInSpan(M: Float64Array, P: Float64Array, teacherWidth: number): Float64Array {
  const U = coordinatesOf(spanCoordinates(P, teacherWidth), M);
  return Float64Array.from({ length: M.length / teacherWidth }, (_, i) =>
    innerProduct(U, i, i, teacherWidth),
  );
}

function innerProduct(U: Float64Array, i: number, j: number, k: number): number {
  let sum = 0;
  for (let axis = 0; axis < k; axis++) sum += U[i * k + axis] * U[j * k + axis];
  return sum;
}

function requirePositiveInteger(name: string, value: number): void {
  if (!(Number.isSafeInteger(value) && value >= 1)) {
    throw new InvalidArgumentError(messages.notPositiveInteger(name, value));
  }
}

function requireNumbers(name: string, numbers: Float64Array, needed: number): void {
  if (numbers.length !== needed) {
    throw new InvalidArgumentError(messages.wrongLength(name, numbers.length, needed));
  }
  const offender = numbers.findIndex((value) => !Number.isFinite(value));
  if (offender >= 0) {
    throw new InvalidArgumentError(messages.notFinite(`${name}[${offender}]`, numbers[offender]));
  }
}

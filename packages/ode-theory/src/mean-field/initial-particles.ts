import { normalQuantile, RandomStream } from '@crossover/math-core';
import { requireNonNegative } from './options.ts';
import { quasiRandomPoints } from './quasi-random-points.ts';
import { assertParticles, assertSizes, type Particles } from './particles.ts';
import { overlapsOfCoordinates, spanCoordinates, type SpanCoordinates } from './span-coordinates.ts';

/** How particles start, d → ∞. */
export type ParticleDistribution =
  /** W⁰ = A W* with the rows of A uniform on the unit sphere of R^k: m = A P, q⊥ = 0 (arXiv:2202.00293, there with P = I). */
  | { readonly kind: 'sphere-in-span' }
  /**
   * Weights N(0, s²). In the limit d → ∞ they are orthogonal to every teacher: m = 0, q⊥ = s², the same for all particles, which
   * then stay alike. `alignment` ε (default 0) gives them coordinates N(0, ε²) in the teacher's span beside that: in d
   * dimensions ε = s/√d. Weights on the sphere of radius √d have the limit s = 1.
   */
  | { readonly kind: 'gaussian'; readonly standardDeviation: number; readonly alignment?: number }
  /** m (N × k row-major) and q⊥ (N) as they are. */
  | { readonly kind: 'explicit'; readonly M: Float64Array; readonly outOfSpan: Float64Array };

export interface ParticleSampling {
  /** N; for 'explicit' it must agree with the particles given. */
  readonly count: number;
  readonly teacherWidth: number;
  /** P, k × k row-major, nonsingular; by default the identity. */
  readonly P?: Float64Array;
  /** Names the random stream: the same key gives the same particles everywhere, and fewer particles are the first of more. */
  readonly key: string;
  /**
   * `random` (default): independent draws, with which averages over particles err by N^{−½}. `quasi-random`: the points of a
   * Kronecker sequence, shifted at random as a whole, which fill the distribution more evenly: each particle has the same law, and
   * averages err less: R of 500 to 2000 particles, k = 2 to 8, varied from key to key 3 to 10 times less up to t = 1.
   */
  readonly draws?: 'random' | 'quasi-random';
}

/**
 * Draws N particles. Independent 'sphere-in-span' particles drawn from a stream are the students that the simulator's start
 * 'teacher-span' draws from the same stream.
 *
 * Throws InvalidArgumentError for sizes that do not fit, a singular P, or a negative standard deviation or alignment.
 */
export function drawParticles(distribution: ParticleDistribution, sampling: ParticleSampling): Particles {
  const { count, teacherWidth: k } = sampling;
  const P = sampling.P ?? identity(k);
  if (distribution.kind === 'explicit') {
    const { M, outOfSpan } = distribution;
    return checked({ count, teacherWidth: k, M, outOfSpan, P });
  }
  assertSizes(count, k);
  const span = spanCoordinates(P, k);
  const normals = drawNormals(sampling);
  if (distribution.kind === 'sphere-in-span') {
    const U = combineTeachers(normalised(normals, k), span);
    const M = overlapsOfCoordinates(span, U);
    return checked({ count, teacherWidth: k, M, outOfSpan: new Float64Array(count), P });
  }
  const { standardDeviation: s, alignment = 0 } = distribution;
  requireNonNegative('standardDeviation', s);
  requireNonNegative('alignment', alignment);
  const U = normals.map((x) => alignment * x);
  const M = overlapsOfCoordinates(span, U);
  return checked({ count, teacherWidth: k, M, outOfSpan: new Float64Array(count).fill(s * s), P });
}

/** N × k standard normals. */
function drawNormals({ count, teacherWidth, key, draws = 'random' }: ParticleSampling): Float64Array {
  const stream = RandomStream.fromKey(key);
  if (draws === 'quasi-random') return quasiRandomPoints(count, teacherWidth, stream).map(normalQuantile);
  return Float64Array.from({ length: count * teacherWidth }, () => stream.normal());
}

/** Rows of length 1. */
function normalised(rows: Float64Array, k: number): Float64Array {
  const unit = rows.slice();
  for (let start = 0; start < rows.length; start += k) {
    let squared = 0;
    for (let r = 0; r < k; r++) squared += rows[start + r] * rows[start + r];
    const norm = Math.sqrt(squared);
    for (let r = 0; r < k; r++) unit[start + r] /= norm;
  }
  return unit;
}

/** Coordinates A T of W = A W*. */
function combineTeachers(A: Float64Array, { teacherWidth: k, T }: SpanCoordinates): Float64Array {
  const U = new Float64Array(A.length);
  for (let start = 0; start < A.length; start += k) {
    for (let r = 0; r < k; r++) {
      for (let axis = 0; axis <= r; axis++) U[start + axis] += A[start + r] * T[r * k + axis];
    }
  }
  return U;
}

function identity(k: number): Float64Array {
  return Float64Array.from({ length: k * k }, (_, index) => (index % (k + 1) === 0 ? 1 : 0));
}

function checked(particles: Particles): Particles {
  assertParticles(particles);
  return particles;
}

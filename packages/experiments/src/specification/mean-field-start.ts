import { InvalidArgumentError, RandomStream } from '@crossover/math-core';
import { drawParticles, outOfSpanOverlap, particlesOfOverlaps, type Particles } from '@crossover/ode-theory';
import { drawInitialCondition } from '@crossover/sgd-simulator';
import { messages } from '../messages.ts';
import type { TheorySpecification } from './run-specification.ts';
import { initialOverlaps } from './run-streams.ts';
import { studentWidthOf } from './scaling-of.ts';

/** Overlaps outside the teacher's span between different units count as none up to this share of the largest Q_ii. */
const ROUNDING = 1e-9;

type Start = Pick<
  TheorySpecification,
  | 'initial'
  | 'seed'
  | 'teacherWidth'
  | 'inputDimension'
  | 'widthPrefactor'
  | 'learningRatePrefactor'
  | 'kappa'
  | 'delta'
>;

/**
 * The particles from which a mean-field run starts, N = p. Of `teacher-span` they are drawn quasi-randomly, from the seed alone: they stand
 * for the law of infinitely many units, and are not the units that a network with this seed has. An `explicit` start is that of
 * its units.
 *
 * Throws InvalidArgumentError for a start that no particles have.
 */
export function meanFieldStart(specification: Start): Particles {
  const { initial, seed, teacherWidth, inputDimension } = specification;
  if (initial.kind === 'explicit') {
    const overlaps = initialOverlaps(specification);
    const particles = particlesOfOverlaps(overlaps);
    const p = overlaps.studentWidth;
    const largest = Array.from({ length: p }, (_, i) => overlaps.Q[i * p + i]).reduce((a, b) =>
      Math.max(a, b),
    );
    const leftOut = outOfSpanOverlap(overlaps);
    if (leftOut > ROUNDING * largest) {
      throw new InvalidArgumentError(messages.unitsOverlapOutsideSpan(leftOut));
    }
    return particles;
  }
  if (initial.kind !== 'teacher-span') throw new InvalidArgumentError(messages.meanFieldStart(initial.kind));
  return drawParticles(
    { kind: 'sphere-in-span' },
    {
      count: studentWidthOf(specification),
      teacherWidth,
      key: `mean-field/${seed}`,
      draws: 'quasi-random',
      ...(initial.teacher === undefined ? {} : { P: teacherOverlaps() }),
    },
  );

  /** P of a given teacher, as it is beside any students. */
  function teacherOverlaps(): Float64Array {
    const sizes = { studentWidth: 1, teacherWidth, ...(inputDimension === null ? {} : { inputDimension }) };
    return drawInitialCondition(initial, sizes, RandomStream.fromKey('any students')).P;
  }
}

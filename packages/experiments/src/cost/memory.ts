import { fieldCount } from '@crossover/sgd-simulator';
import type { RunSpecification } from '../specification/run-specification.ts';
import { recordLength } from '../specification/record-length.ts';
import { studentWidthOf } from '../specification/scaling-of.ts';

const BYTES = 8;
/** Copies of the state that the integrator keeps: stages, differences, dense output. */
const STATES_OF_INTEGRATOR = 40;
/** The Jacobian, its factors, and what they are made from. */
const JACOBIANS = 3;

/**
 * Bytes that a run holds while it is computed, its records included: O((p + k)²) for the projected engine at any d, the weights and the
 * samples under way for the direct one, the Jacobian over the overlaps for theory. A thread takes some 60 MiB besides.
 */
export function memoryOf(specification: RunSpecification): number {
  const p = studentWidthOf(specification);
  const { teacherWidth: k, times } = specification;
  const records = times.length * recordLength(specification);
  if (specification.kind === 'theory') {
    if (specification.equations === 'mean-field')
      return BYTES * (records + STATES_OF_INTEGRATOR * p * (k + 1));
    const states = (p * (p + 1)) / 2 + p * k;
    return BYTES * (records + STATES_OF_INTEGRATOR * states + JACOBIANS * states * states);
  }
  const { engine, inputDimension: d, training, batchSize } = specification;
  const n = fieldCount({ studentWidth: p, teacherWidth: k, training });
  if (engine === 'projected') return BYTES * (records + 4 * n * n + batchSize * (n + batchSize));
  // Weights while they are drawn and again where the kernel holds them; inputs of the block under way and of the one before.
  return BYTES * (records + 2 * n * d + 2 * Math.max(4, batchSize) * d);
}

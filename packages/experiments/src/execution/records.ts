import type { OrderParameters } from '@crossover/math-core';
import { NonFiniteResultError } from '../errors.ts';
import { messages } from '../messages.ts';
import type { RunSpecification } from '../specification/run-specification.ts';
import { hasSecondLayer, recordLength } from '../specification/record-length.ts';

/**
 * Writes the record of output time `index`: [R] or [R, Q, M], with the second layer behind it where it is trained.
 * @throws {NonFiniteResultError} when the risk is not a finite number.
 */
export function writeRecord(
  specification: RunSpecification,
  records: Float64Array,
  index: number,
  risk: number,
  { Q, M }: OrderParameters,
  secondLayer?: Float64Array,
): void {
  writeRisk(specification, records, index, risk);
  const at = index * recordLength(specification);
  if (specification.observables === 'overlaps') {
    records.set(Q, at + 1);
    records.set(M, at + 1 + Q.length);
    if (secondLayer !== undefined && hasSecondLayer(specification)) {
      records.set(secondLayer, at + 1 + Q.length + M.length);
    }
  }
}

/**
 * Writes the risk at output time `index`, all that there is in a record of the risk alone.
 * @throws {NonFiniteResultError} when it is not a finite number.
 */
export function writeRisk(
  specification: RunSpecification,
  records: Float64Array,
  index: number,
  risk: number,
): void {
  if (!Number.isFinite(risk)) {
    throw new NonFiniteResultError(messages.diverged(risk, specification.times[index], index));
  }
  records[index * recordLength(specification)] = risk;
}

import { populationRisk, type OrderParameters } from '@crossover/math-core';
import { NonFiniteResultError } from '../errors.ts';
import { messages } from '../messages.ts';
import type { RunSpecification } from '../specification/run-specification.ts';
import { recordLength } from '../specification/record-length.ts';

/**
 * Writes the record of output time `index`: [R] or [R, Q, M].
 * @throws {NonFiniteResultError} when an overlap or the risk is not a finite number.
 */
export function writeRecord(
  specification: RunSpecification,
  records: Float64Array,
  index: number,
  orderParameters: OrderParameters,
): void {
  const { Q, M } = orderParameters;
  if (!(Q.every(Number.isFinite) && M.every(Number.isFinite))) {
    throw new NonFiniteResultError(messages.diverged('an overlap', specification.times[index], index));
  }
  const risk = populationRisk(orderParameters);
  if (!Number.isFinite(risk)) {
    throw new NonFiniteResultError(messages.diverged('the risk', specification.times[index], index));
  }
  const at = index * recordLength(specification);
  records[at] = risk;
  if (specification.observables === 'overlaps') {
    records.set(Q, at + 1);
    records.set(M, at + 1 + Q.length);
  }
}

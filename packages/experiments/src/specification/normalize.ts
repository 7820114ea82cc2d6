import { runInputSchema, type RunSpecification } from './run-specification.ts';

/**
 * The complete specification of a run: defaults filled in, `auto` resolved, fields that cannot matter
 * brought to one spelling, and everything refused that cannot be carried out.
 *
 * @throws {InvalidSpecificationError} with one issue for each fault.
 */
export function normalizeRunSpecification(input: unknown): RunSpecification {
  return runInputSchema.parse(input) as RunSpecification;
}

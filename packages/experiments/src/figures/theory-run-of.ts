import { InvalidSpecificationError } from '../errors.ts';
import { normalizeRunSpecification } from '../specification/normalize.ts';
import type {
  Equations,
  SimulationSpecification,
  TheorySpecification,
} from '../specification/run-specification.ts';

/** The theory run, of its risk alone, with the model, start and times of a simulation; null where there are no such equations. */
export function theoryRunOf(
  simulation: SimulationSpecification,
  equations: Equations,
): TheorySpecification | null {
  const shared = Object.entries(simulation).filter(([field]) => field !== 'engine' && field !== 'replica');
  try {
    return normalizeRunSpecification({
      ...Object.fromEntries(shared),
      kind: 'theory',
      equations,
      observables: 'risk',
    }) as TheorySpecification;
  } catch (error) {
    if (error instanceof InvalidSpecificationError) return null;
    throw error;
  }
}

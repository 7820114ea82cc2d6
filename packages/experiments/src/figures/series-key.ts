import { canonicalJson } from '../specification/canonical-json.ts';
import type {
  RunSpecification,
  SimulationSpecification,
  TheorySpecification,
} from '../specification/run-specification.ts';

/** Fields of a run, of either kind. */
export type RunField = keyof SimulationSpecification | keyof TheorySpecification;

/** A text that runs share exactly when they agree in all fields but these. */
export function seriesKey(specification: RunSpecification, varying: readonly RunField[]): string {
  const shared = Object.entries(specification).filter(
    ([field]) => !(varying as readonly string[]).includes(field),
  );
  return canonicalJson(Object.fromEntries(shared));
}

/** Items by key, in order of first appearance. */
export function gathered<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const byKey = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const members = byKey.get(key);
    if (members === undefined) byKey.set(key, [item]);
    else members.push(item);
  }
  return [...byKey.values()];
}

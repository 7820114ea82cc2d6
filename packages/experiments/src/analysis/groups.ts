import type { RunSpecification } from '../specification/run-specification.ts';

/** A parameter point: simulations that differ in their replica number only, or one theory run. */
export interface RunGroup {
  /** `groupIdentity` of its members. */
  readonly key: string;
  /** The member with the lowest replica number. */
  readonly specification: RunSpecification;
  /** Positions of the members in the list given, by replica number. */
  readonly members: readonly number[];
}

/** Groups runs by parameter point, in order of first appearance. */
export function groupReplicas(specifications: readonly RunSpecification[]): RunGroup[] {
  return specifications.length === 0 ? [] : [];
}

/** The groups of theory curves for the same model, start and scaling as `group`, limit first. */
export function theoryPartners(group: RunGroup, groups: readonly RunGroup[]): RunGroup[] {
  return groups.filter(({ key }) => key !== group.key);
}

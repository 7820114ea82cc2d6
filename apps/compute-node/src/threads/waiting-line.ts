import { groupIdentity, type RunSpecification } from '@crossover/experiments';

/** A run that waits for a thread. */
export interface Waiting<Run> {
  readonly run: Run;
  readonly specification: RunSpecification;
  /** Whether it starts at its beginning: only then can another run keep it company. */
  readonly fresh: boolean;
}

/**
 * Runs in the order in which they came, and the companions among them: replicas of one simulation cost the projected engine in
 * pairs what one of them costs alone. The direct engine has no such lanes; its runs stay alone.
 */
export class WaitingLine<Run> {
  readonly #line = new Set<Waiting<Run>>();
  readonly #byGroup = new Map<string, Set<Waiting<Run>>>();

  add(waiting: Waiting<Run>): void {
    this.#line.add(waiting);
    const group = groupOf(waiting);
    if (group === null) return;
    const members = this.#byGroup.get(group);
    if (members === undefined) this.#byGroup.set(group, new Set([waiting]));
    else members.add(waiting);
  }

  /** Whether it was still waiting. */
  remove(waiting: Waiting<Run>): boolean {
    const group = groupOf(waiting);
    if (group !== null) {
      const members = this.#byGroup.get(group);
      members?.delete(waiting);
      if (members?.size === 0) this.#byGroup.delete(group);
    }
    return this.#line.delete(waiting);
  }

  takeFirst(): Waiting<Run> | undefined {
    const [first] = this.#line;
    if (first !== undefined) this.remove(first);
    return first;
  }

  /** The first run that can be executed together with this one. */
  takeCompanion(of: Waiting<Run>): Waiting<Run> | undefined {
    const group = groupOf(of);
    if (group === null) return undefined;
    const [companion] = this.#byGroup.get(group) ?? [];
    if (companion !== undefined) this.remove(companion);
    return companion;
  }

  takeAll(): Waiting<Run>[] {
    const all = [...this.#line];
    this.#line.clear();
    this.#byGroup.clear();
    return all;
  }
}

/** How many threads these runs would keep busy: replicas of one simulation go in pairs. */
export function placesOf(specifications: readonly RunSpecification[]): number {
  const groups = new Map<string, number>();
  let places = 0;
  for (const specification of specifications) {
    if (!goesInPairs(specification)) {
      places += 1;
      continue;
    }
    const group = groupIdentity(specification);
    const members = (groups.get(group) ?? 0) + 1;
    groups.set(group, members);
    if (members % 2 === 1) places += 1;
  }
  return places;
}

function goesInPairs(specification: RunSpecification): boolean {
  return specification.kind === 'simulation' && specification.engine === 'projected';
}

function groupOf<Run>({ specification, fresh }: Waiting<Run>): string | null {
  return fresh && goesInPairs(specification) ? groupIdentity(specification) : null;
}

import { recordLength } from '../specification/record-length.ts';
import { groupIdentity } from '../specification/identity.ts';
import type { ListedRun, RunSource } from './exported-run.ts';

/** A member of a group, without its numbers. */
interface Member {
  readonly id: string;
  readonly digest: string;
  readonly replica: number | null;
}

/** Replicas of one parameter point, or one theory run, by replica number. */
export interface ReplicaGroup {
  readonly members: readonly Member[];
  /** Bytes of all numbers of one member. */
  readonly bytesPerMember: number;
}

/** Groups listed runs by parameter point in order of first appearance, as `groupReplicas` does, but keeps no specification. */
export async function listGroups(source: RunSource): Promise<ReplicaGroup[]> {
  const groups = new Map<string, { members: Member[]; bytesPerMember: number }>();
  for await (const { id, digest, specification } of source.list()) {
    const key = groupIdentity(specification);
    const group = groups.get(key) ?? {
      members: [],
      bytesPerMember: 8 * specification.times.length * recordLength(specification),
    };
    group.members.push({ id, digest, replica: replicaOf({ specification }) });
    groups.set(key, group);
  }
  return [...groups.values()].map(({ members, bytesPerMember }) => ({
    members: members.sort((one, other) => (one.replica ?? 0) - (other.replica ?? 0)),
    bytesPerMember,
  }));
}

function replicaOf({ specification }: Pick<ListedRun, 'specification'>): number | null {
  return specification.kind === 'simulation' ? specification.replica : null;
}

/** Runs that are read with one request at most. */
const RUNS_AT_ONCE = 256;

/** Consecutive groups, as many as may be read and held together; a group that is too large alone stands alone. */
export function* batches(
  groups: readonly ReplicaGroup[],
  maximumBytes: number,
): Generator<readonly ReplicaGroup[]> {
  let batch: ReplicaGroup[] = [];
  let bytes = 0;
  let runs = 0;
  for (const group of groups) {
    const size = sizeOf(group);
    const isFull = bytes + size > maximumBytes || runs + group.members.length > RUNS_AT_ONCE;
    if (batch.length > 0 && isFull) {
      yield batch;
      batch = [];
      bytes = 0;
      runs = 0;
    }
    batch.push(group);
    bytes += size;
    runs += group.members.length;
  }
  if (batch.length > 0) yield batch;
}

/** Bytes of all numbers of a group. */
export function sizeOf({ members, bytesPerMember }: ReplicaGroup): number {
  return members.length * bytesPerMember;
}

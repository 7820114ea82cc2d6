import type { Lease } from '@crossover/protocol';
import type { OfferedRun } from '../runs.ts';
import type { Heard } from './heard.ts';

/** What the usual answers depend on. */
interface Surroundings {
  readonly others: readonly string[];
  readonly wants: (lease: Lease) => boolean;
  take(count: number): OfferedRun[];
}

/** What a coordinator answers that gives what it has and takes everything. */
export function usualAnswer({ event, message }: Heard, coordinator: Surroundings): object {
  const { others, wants } = coordinator;
  switch (event) {
    case 'hello': {
      const named = (leases: readonly Lease[]) => leases.map(({ runId }) => runId);
      return {
        ok: true,
        keep: named(message.leases.filter(wants)),
        drop: named(message.leases.filter((lease) => !wants(lease))),
        coordinators: others,
      };
    }
    case 'lease':
      return { ok: true, assignments: coordinator.take(message.capacity).map(assignmentOf) };
    case 'report':
      return { ok: true, continue: wants(message) };
    case 'heartbeat':
      return { ok: true, coordinators: others };
    case 'complete':
    case 'fail':
    case 'release':
      return { ok: true, accepted: wants(message), continue: false };
  }
}

/** An offered run as it is given to a node. */
export function assignmentOf({ lease, specification, checkpoint }: OfferedRun): object {
  return { ...lease, specification, checkpoint, work: 1e6 };
}

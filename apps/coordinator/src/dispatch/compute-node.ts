import { TIMINGS, type NodeHandshake, type NodeSummary } from '@crossover/protocol';
import type { Lease } from '../runs/lease.ts';

/** How the coordinator speaks to a connected node. */
export interface NodeChannel {
  workAvailable(): void;
  /** Stop this attempt: at once, or gracefully, with a last report before it is handed back. */
  cancel(lease: Lease, options?: { readonly graceful: boolean }): void;
  /** Ends the connection, for example because the node has opened another. */
  disconnect(): void;
}

/** Three heartbeats have not come, and the fourth is due. */
const SILENT_MILLISECONDS = 3.5 * TIMINGS.heartbeatMilliseconds;

export type NodeIdentity = Pick<NodeHandshake, 'nodeId' | 'name' | 'threads' | 'softwareVersion'>;

/** One compute node as the coordinator knows it: who it is, whether it is there, what it has. */
export class ComputeNode {
  readonly id: string;
  readonly leases = new Map<string, Lease>();
  name: string;
  threads: number;
  softwareVersion: string;
  busyThreads = 0;
  stepsPerSecond = 0;
  /** On the wall clock, for people. */
  lastHeardAt: number;
  /** On the process's own clock, for decisions. */
  heardAt = performance.now();
  channel: NodeChannel | null = null;
  /** When it last said hello, by this process's own clock. */
  greetedAt = -Infinity;
  /** The database may have given it runs of which the answer was lost. */
  hasLostLeases = false;
  #graceTimer: NodeJS.Timeout | undefined;

  constructor({ nodeId, name, threads, softwareVersion }: NodeIdentity, now: number) {
    this.id = nodeId;
    this.name = name;
    this.threads = threads;
    this.softwareVersion = softwareVersion;
    this.lastHeardAt = now;
  }

  /** Starts the time in which the node may come back to its runs. */
  startGrace(milliseconds: number, onExpired: () => void): void {
    this.endGrace();
    this.#graceTimer = setTimeout(onExpired, milliseconds);
  }

  endGrace(): void {
    clearTimeout(this.#graceTimer);
    this.#graceTimer = undefined;
  }

  /** Connected, but not heard of for a while. `now` is on the process's own clock. */
  isSilent(now = performance.now()): boolean {
    return this.channel !== null && now - this.heardAt > SILENT_MILLISECONDS;
  }

  summary(): NodeSummary {
    const connected = this.channel !== null;
    return {
      id: this.id,
      name: this.name,
      threads: this.threads,
      busyThreads: connected ? this.busyThreads : 0,
      stepsPerSecond: connected ? this.stepsPerSecond : 0,
      connected,
      silent: this.isSilent(),
      state: 'active',
      reason: null,
      speed: null,
      lastHeardAt: new Date(this.lastHeardAt).toISOString(),
      softwareVersion: this.softwareVersion,
      runs: [...this.leases.values()].map(({ runId, fraction }) => ({ runId, fraction })),
    };
  }
}

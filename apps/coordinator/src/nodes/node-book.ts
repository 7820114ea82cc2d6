import type { NodeState, NodeSummary } from '@crossover/protocol';
import type { FastifyBaseLogger } from 'fastify';
import { sql, type Kysely } from 'kysely';
import { RefusedError } from '../errors.ts';
import type { LabFeed } from '../lab-feed.ts';
import { messages } from '../messages.ts';
import type { StoreSchema } from '../store/schema.ts';
import { forgiveFailures } from './forgive-failures.ts';
import type { AttemptOutcome, NodeConduct } from './node-conduct.ts';
import { failsFast, quarantineMilliseconds, type NodeFailure } from './quarantine.ts';
import { writeNodeState } from './node-state.ts';
import { SpeedGauge } from './speed-gauge.ts';

/** What has been decided about a node. */
interface Entry {
  readonly state: NodeState;
  readonly reason: string | null;
  /** On the process's own clock; infinite when an operator has to end it. */
  readonly until: number;
}

const ACTIVE: Entry = { state: 'active', reason: null, until: Infinity };
const MICROSECONDS = 1e6;

/**
 * What is known of the nodes' conduct: who is drained or in quarantine, by the database so that it outlives
 * coordinators and holds at all of them; and how fast each is, measured here from what it completes.
 */
export class NodeBook implements NodeConduct {
  readonly #database: Kysely<StoreSchema>;
  readonly #feed: LabFeed;
  readonly #log: FastifyBaseLogger;
  readonly #entries = new Map<string, Entry>();
  readonly #failures = new Map<string, NodeFailure[]>();
  readonly #speeds = new SpeedGauge();

  constructor(database: Kysely<StoreSchema>, feed: LabFeed, log: FastifyBaseLogger) {
    this.#database = database;
    this.#feed = feed;
    this.#log = log;
  }

  /** @param onConvicted another coordinator has put the node into quarantine until it is released */
  async start(onConvicted: (nodeId: string) => Promise<void>): Promise<void> {
    await this.#read();
    this.#feed.onNote((note) => {
      if (note.kind === 'node-state') this.#safely(this.#hear(note.nodeId, onConvicted));
    });
    this.#feed.subscribe((event) => {
      if (event.kind === 'events-missed') this.#safely(this.#read());
    });
  }

  mayLease(nodeId: string): boolean {
    return this.#entry(nodeId).state === 'active';
  }

  speedOf(nodeId: string): number | undefined {
    return this.#speeds.of(nodeId);
  }

  attemptEnded(nodeId: string, outcome: AttemptOutcome): void {
    if (outcome.kind === 'completed') {
      this.#failures.delete(nodeId);
      this.#speeds.completed(nodeId, outcome.work / MICROSECONDS, outcome.seconds);
      return;
    }
    if (outcome.kind !== 'failed') return;
    const speed = this.speedOf(nodeId);
    const expectedSeconds = speed === undefined ? undefined : outcome.work / MICROSECONDS / speed;
    const failures = [
      ...(this.#failures.get(nodeId) ?? []),
      { runId: outcome.runId, seconds: outcome.seconds, expectedSeconds },
    ].slice(-10);
    this.#failures.set(nodeId, failures);
    if (failsFast(failures) && this.mayLease(nodeId)) {
      this.#failures.delete(nodeId);
      this.#safely(this.#quarantineForAWhile(nodeId, failures));
    }
  }

  /** What has been decided about it stays. */
  forget(nodeId: string): void {
    this.#failures.delete(nodeId);
    this.#speeds.forget(nodeId);
  }

  /** The node as it is shown: with what has been decided about it. */
  describe(node: NodeSummary): NodeSummary {
    const { state, reason } = this.#entry(node.id);
    return { ...node, state, reason, speed: this.speedOf(node.id) ?? null };
  }

  /** Gives the node no more runs; it finishes those that it has. */
  async drain(nodeId: string): Promise<void> {
    if (this.#entry(nodeId).state === 'quarantined') {
      throw new RefusedError('conflict', messages.nodeInQuarantine(nodeId));
    }
    await this.#write(nodeId, 'draining', messages.drained(), null);
  }

  /** Gives it runs again. */
  async undrain(nodeId: string): Promise<void> {
    if (this.#entry(nodeId).state === 'quarantined') {
      throw new RefusedError('conflict', messages.nodeInQuarantine(nodeId));
    }
    await this.#write(nodeId, 'active', null, null);
  }

  /** Ends a quarantine. */
  async release(nodeId: string): Promise<void> {
    if (this.#entry(nodeId).state === 'draining') {
      throw new RefusedError('conflict', messages.nodeDrained(nodeId));
    }
    await this.#write(nodeId, 'active', null, null);
  }

  /** What is written in the table about this node has just been changed, by somebody else here. */
  async changed(nodeId: string): Promise<void> {
    await this.#read(nodeId);
    const { state, reason } = this.#entry(nodeId);
    this.#log.warn({ node: nodeId, state, reason }, 'the state of a node was changed');
    this.#feed.tellOthers({ kind: 'node-state', nodeId });
  }

  async #quarantineForAWhile(nodeId: string, failures: readonly NodeFailure[]): Promise<void> {
    const row = await this.#database
      .selectFrom('nodes')
      .select('quarantines')
      .where('id', '=', nodeId)
      .executeTakeFirst();
    const milliseconds = quarantineMilliseconds(row?.quarantines ?? 0);
    const reason = messages.failsFast(failures.length, milliseconds / 60_000);
    this.#log.warn({ node: nodeId, reason }, 'node in quarantine');
    await this.#write(nodeId, 'quarantined', reason, milliseconds);
    // They say something about the node, not about its runs.
    const revived = await forgiveFailures(
      this.#database,
      nodeId,
      failures.map(({ runId }) => runId),
    );
    this.#feed.publishRuns(revived);
  }

  async #write(
    nodeId: string,
    state: NodeState,
    reason: string | null,
    milliseconds: number | null,
  ): Promise<void> {
    await writeNodeState(this.#database, nodeId, { state, reason, milliseconds });
    this.#entries.set(nodeId, {
      state,
      reason,
      until: milliseconds === null ? Infinity : performance.now() + milliseconds,
    });
    this.#feed.tellOthers({ kind: 'node-state', nodeId });
    this.#feed.publish({ kind: 'nodes' });
  }

  async #read(nodeId?: string): Promise<void> {
    let query = this.#database
      .selectFrom('nodes')
      .select([
        'id',
        'state',
        'reason',
        sql<number | null>`extract(epoch FROM quarantined_until - now())::float8`.as('seconds_left'),
      ]);
    if (nodeId !== undefined) query = query.where('id', '=', nodeId);
    for (const { id, state, reason, seconds_left } of await query.execute()) {
      const until = seconds_left === null ? Infinity : performance.now() + 1000 * seconds_left;
      this.#entries.set(id, { state, reason, until });
    }
    this.#feed.relay({ kind: 'nodes' });
  }

  async #hear(nodeId: string, onConvicted: (nodeId: string) => Promise<void>): Promise<void> {
    await this.#read(nodeId);
    const { state, until } = this.#entry(nodeId);
    if (state === 'quarantined' && until === Infinity) await onConvicted(nodeId);
  }

  #entry(nodeId: string): Entry {
    const entry = this.#entries.get(nodeId) ?? ACTIVE;
    return entry.until <= performance.now() ? ACTIVE : entry;
  }

  #safely(work: Promise<void>): void {
    work.catch((error: unknown) => this.#log.error({ err: error }, 'the state of a node could not be kept'));
  }
}

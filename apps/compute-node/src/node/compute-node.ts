import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { NUMERICS_VERSION } from '@crossover/experiments';
import { TIMINGS, type Assignment, type Lease } from '@crossover/protocol';
import * as messages from '../messages.ts';
import type { ProgressRhythm } from '../threads/run-progress.ts';
import { createThreadPool, type ThreadPool } from '../threads/thread-pool.ts';
import { softwareVersion } from '../version.ts';
import { CoordinatorConnection, type ConnectionListener } from './connection.ts';
import { handleCoordinatorEvents } from './coordinator-events.ts';
import { deliver } from './delivery.ts';
import { executeLeasedRun, failure, readSpecification } from './execution.ts';
import type { ComputeNode, ComputeNodeOptions, ComputeNodeStatus } from './interface.ts';
import { silentLogger, type NodeLogger } from './logger.ts';
import type { Ending } from './outbox.ts';
import { OutageWarnings } from './outage-warnings.ts';
import { RunInHand, sameLease } from './run-in-hand.ts';
import { request } from './session.ts';
import { WorkSeeker } from './work-seeker.ts';

const defaultGraceMilliseconds = 5000;

/**
 * Joins a coordinator and executes its runs until it is closed. It survives every interruption: while it is
 * alone its runs go on, and what they find is delivered after the reconnection, once.
 *
 * @throws RangeError when `threads` is not a positive integer
 */
export function createComputeNode(options: ComputeNodeOptions): ComputeNode {
  return new ConnectedComputeNode(options);
}

class ConnectedComputeNode implements ComputeNode {
  readonly nodeId: string;
  readonly name: string;
  readonly admitted: Promise<void>;
  readonly finished: Promise<void>;
  readonly #logger: NodeLogger;
  readonly #pool: ThreadPool;
  readonly #work: WorkSeeker;
  readonly #rhythm: ProgressRhythm;
  readonly #connection: CoordinatorConnection;
  readonly #runs = new Map<string, RunInHand>();
  readonly #executions = new Set<Promise<void>>();
  readonly #admission = Promise.withResolvers<void>();
  readonly #end = Promise.withResolvers<void>();
  readonly #heartbeat: NodeJS.Timeout;
  #online = false;
  #closing: Promise<void> | null = null;
  #runsFinished = 0;
  readonly #outage: OutageWarnings;
  #whenEmpty: (() => void) | null = null;

  constructor(options: ComputeNodeOptions) {
    const { coordinatorUrl, threads, token, background } = options;
    this.nodeId = options.nodeId ?? randomUUID();
    this.name = options.name ?? hostname();
    this.#logger = options.logger ?? silentLogger;
    this.#outage = new OutageWarnings(this.#logger);
    this.#pool = createThreadPool({ threads, background });
    this.#work = this.#workSeeker(threads + (options.prefetch ?? Math.ceil(threads / 2)));
    this.#rhythm = {
      progressMilliseconds: TIMINGS.reportMilliseconds,
      checkpointMilliseconds: TIMINGS.checkpointMilliseconds,
      ...options.rhythm,
    };
    this.admitted = this.#admission.promise;
    this.finished = this.#end.promise;
    // Whoever does not listen to these must not be ended by an unhandled rejection.
    this.admitted.catch(() => undefined);
    this.finished.catch(() => undefined);
    const urls = typeof coordinatorUrl === 'string' ? ([coordinatorUrl] as const) : coordinatorUrl;
    const { nodeId, name } = this;
    const handshake = {
      get token() {
        return typeof token === 'string' ? token : token();
      },
      nodeId,
      name,
      threads,
      softwareVersion,
      numericsVersion: NUMERICS_VERSION,
    };
    this.#connection = new CoordinatorConnection(
      urls,
      handshake,
      typeof token === 'function',
      this.#connectionListener(),
    );
    this.#heartbeat = setInterval(() => void this.#beat(), TIMINGS.heartbeatMilliseconds);
    this.#connection.connect();
  }

  status(): ComputeNodeStatus {
    const runs = [...this.#runs.values()];
    return {
      connected: this.#online,
      busyThreads: this.#pool.busyThreads,
      leases: runs.length,
      runsFinished: this.#runsFinished,
      stepsPerSecond: runs.reduce((sum, run) => sum + run.stepsPerSecond, 0),
    };
  }

  close({ graceMilliseconds = defaultGraceMilliseconds } = {}): Promise<void> {
    this.#closing ??= this.#leave(graceMilliseconds).then(() => {
      this.#admission.reject(new Error(messages.nodeClosed()));
      this.#end.resolve();
    });
    return this.#closing;
  }

  #connectionListener(): ConnectionListener {
    const logger = this.#logger;
    const warn = (message: string) => {
      if (this.#closing === null) this.#outage.give(message);
    };
    return {
      prepared: (socket) =>
        handleCoordinatorEvents(socket, logger, {
          workAvailable: () => void this.#work.seek(),
          cancel: (lease, graceful) => this.#cancel(lease, graceful),
        }),
      connected: (url) => void this.#sayHello(url),
      disconnected: (reason) => {
        this.#online = false;
        if (this.#closing === null) logger.warn(messages.disconnected(reason));
      },
      unreachable: (url, fault) => warn(messages.unreachable(url, fault)),
      tokenReplaced: ({ url, code }) => warn(messages.tokenReplaced(url, code)),
      excluded: (refusal) => logger.warn(messages.addressExcluded(refusal.message)),
      refused: (refusal) => {
        this.#admission.reject(refusal);
        this.#end.reject(refusal);
        void this.close();
      },
    };
  }

  /** After every connection: which leases are still held here, and which of them are still wanted. */
  async #sayHello(url: string): Promise<void> {
    const claimed = [...this.#runs.values()];
    const { socket } = this.#connection;
    try {
      const { keep, coordinators } = await request(socket, 'hello', {
        leases: claimed.map(({ lease }) => lease),
      });
      this.#connection.established(coordinators);
      const kept = new Set(keep);
      for (const run of claimed) if (!kept.has(run.lease.runId)) this.#drop(run);
    } catch (error) {
      this.#logger.warn(error instanceof Error ? error.message : String(error));
      // A connection without a hello is worth nothing: leave it, and try anew.
      if (socket.connected) this.#connection.abandon();
      return;
    }
    this.#online = true;
    this.#outage.forget();
    this.#logger.info(messages.connected(url, this.#pool.threads));
    this.#admission.resolve();
    for (const run of this.#runs.values()) void this.#deliver(run);
    await this.#work.seek();
  }

  async #beat(): Promise<void> {
    if (!this.#online) return;
    for (const run of this.#runs.values()) void this.#deliver(run);
    this.#work.beat();
    const { busyThreads, stepsPerSecond } = this.status();
    const runs = [...this.#runs.values()].map(({ lease, fraction }) => ({ runId: lease.runId, fraction }));
    const load = { busyThreads, threads: this.#pool.threads, stepsPerSecond, runs };
    // Nothing to do about a lost heartbeat but to send the next one.
    const answer = await request(this.#connection.socket, 'heartbeat', load).catch(() => null);
    if (answer?.coordinators !== undefined) this.#connection.learn(answer.coordinators);
  }

  #workSeeker(places: number): WorkSeeker {
    return new WorkSeeker({
      places,
      logger: this.#logger,
      mayAsk: () => this.#online && this.#closing === null,
      executing: () =>
        [...this.#runs.values()].filter((run) => run.executing).map(({ specification }) => specification),
      ask: async (demand) => (await request(this.#connection.socket, 'lease', demand)).assignments,
      take: (assignment) => this.#take(assignment),
    });
  }

  /** Whether the run can be executed. */
  #take(assignment: Assignment): boolean {
    const lease: Lease = { runId: assignment.runId, attempt: assignment.attempt };
    const previous = this.#runs.get(lease.runId);
    if (previous !== undefined) this.#drop(previous);
    const specification = readSpecification(assignment);
    if (specification instanceof Error) {
      this.#refuse(lease, specification);
      return false;
    }
    const run = new RunInHand(lease, specification);
    this.#runs.set(lease.runId, run);
    const context = {
      pool: this.#pool,
      rhythm: this.#rhythm,
      logger: this.#logger,
      onProgress: () => void this.#deliver(run),
    };
    const execution = executeLeasedRun(run, assignment.checkpoint, context).then((ending) => {
      run.settle();
      this.#executions.delete(execution);
      this.#ended(run, ending);
    });
    this.#executions.add(execution);
    return true;
  }

  /** An assignment that cannot be executed is answered with a failure and then forgotten. */
  #refuse(lease: Lease, reason: Error): void {
    this.#logger.warn(messages.runFailed(lease.runId, reason.message));
    const { event, message } = failure(lease, 'InvalidSpecificationError', reason.message, false);
    if (event === 'fail') void request(this.#connection.socket, event, message).catch(() => undefined);
  }

  #ended(run: RunInHand, ending: Ending): void {
    if (this.#runs.get(run.lease.runId) !== run) return;
    if (ending.event === 'complete') {
      this.#runsFinished += 1;
      this.#logger.debug(messages.runFinished(run.lease.runId, ending.message.seconds));
    }
    if (ending.event === 'fail') {
      this.#logger.warn(messages.runFailed(run.lease.runId, ending.message.error.message));
    }
    run.outbox.end(ending);
    void this.#deliver(run);
    void this.#work.seek();
  }

  async #deliver(run: RunInHand): Promise<void> {
    if (!this.#online || run.delivering || this.#runs.get(run.lease.runId) !== run) return;
    run.delivering = true;
    const outcome = await deliver(this.#connection.socket, run, this.#logger);
    run.delivering = false;
    if (outcome === 'ended') this.#forget(run);
    if (outcome === 'dropped') this.#drop(run);
    // Something may have been added after the last look into the outbox and before this line.
    if (outcome === 'emptied' && run.outbox.head() !== null) await this.#deliver(run);
  }

  #cancel(lease: Lease, graceful: boolean): void {
    const run = this.#runs.get(lease.runId);
    if (run === undefined || !sameLease(run.lease, lease)) return;
    // Stopped, it hands itself back with what it has found; one that has ended has said its last word.
    if (graceful && run.executing) run.stop();
    else if (!graceful) this.#drop(run);
  }

  #drop(run: RunInHand): void {
    run.wanted = false;
    run.stop();
    if (this.#runs.get(run.lease.runId) !== run) return;
    this.#logger.debug(messages.runDropped(run.lease.runId));
    this.#forget(run);
    void this.#work.seek();
  }

  #forget(run: RunInHand): void {
    if (this.#runs.get(run.lease.runId) === run) this.#runs.delete(run.lease.runId);
    if (this.#runs.size === 0) this.#whenEmpty?.();
  }

  async #leave(graceMilliseconds: number): Promise<void> {
    clearInterval(this.#heartbeat);
    const handedBack = Promise.withResolvers<void>();
    const patience = setTimeout(handedBack.resolve, graceMilliseconds);
    for (const run of this.#runs.values()) if (run.executing) run.stop();
    await Promise.race([Promise.all(this.#executions), handedBack.promise]);
    this.#whenEmpty = handedBack.resolve;
    if (!this.#online || this.#runs.size === 0) handedBack.resolve();
    await handedBack.promise;
    clearTimeout(patience);
    if (this.#runs.size > 0) this.#logger.warn(messages.leavesUndelivered(this.#runs.size));
    this.#connection.close();
    await this.#pool.close();
  }
}

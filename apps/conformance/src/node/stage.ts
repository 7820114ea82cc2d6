import { randomUUID } from 'node:crypto';
import { TIMINGS, type Lease } from '@crossover/protocol';
import { computeRun, type ComputedRun } from '../computing.ts';
import { CannotCheckError, RuleBrokenError } from '../errors.ts';
import type { Judge } from '../judge.ts';
import { messages } from '../messages.ts';
import type { RequirementId } from '../requirements/index.ts';
import { until } from '../until.ts';
import type { HeardOf, RunEventName } from './played/heard.ts';
import { PlayedCoordinator } from './played/played-coordinator.ts';
import type { OfferedRun } from './runs.ts';
import type { StartedNode, StartNode } from './started-node.ts';

/** What all the stages of one suite share. */
export interface NodeSurroundings {
  readonly start: StartNode;
  readonly startsAnew: boolean;
  readonly token: string;
  readonly port: number;
  readonly connectMilliseconds: number;
  /** Runs as they were computed here, by identity: the same ones are given to many nodes. */
  readonly computed: Map<string, Promise<ComputedRun>>;
  readonly patienceMilliseconds: number;
  /** Ends the waiting for a node. */
  readonly signal: AbortSignal | undefined;
}

/** What a node has sent before it read an answer has arrived by then. */
const UNDER_WAY_MILLISECONDS = 700;

/** Where one check is played: a coordinator, and a node that has joined it. */
export class NodeStage {
  readonly coordinator: PlayedCoordinator;
  readonly patienceMilliseconds: number;
  readonly startsAnew: boolean;
  readonly #surroundings: NodeSurroundings;
  readonly #others: PlayedCoordinator[] = [];
  #node: StartedNode = {};
  #hasLeft = false;

  private constructor(surroundings: NodeSurroundings) {
    this.#surroundings = surroundings;
    this.startsAnew = surroundings.startsAnew;
    this.patienceMilliseconds = surroundings.patienceMilliseconds;
    this.coordinator = new PlayedCoordinator(surroundings.token, surroundings.port);
  }

  /**
   * @throws {CannotCheckError} when no node comes
   * @throws the reason of `signal`, when it is aborted meanwhile
   */
  static async open(surroundings: NodeSurroundings): Promise<NodeStage> {
    const stage = new NodeStage(surroundings);
    const { coordinator } = stage;
    const { connectMilliseconds, signal } = surroundings;
    await coordinator.open();
    const { url, token } = coordinator;
    stage.#node = await surroundings.start({ url, token });
    const node = stage.#node;
    const hasCome = () => coordinator.heard.length > 0;
    const isOver = () => hasCome() || node.hasEnded?.() === true || signal?.aborted === true;
    await until(isOver, connectMilliseconds);
    if (hasCome()) return stage;
    const reason = node.hasEnded?.() === true ? messages.hasEnded() : messages.tooLate(connectMilliseconds);
    await stage.#leave();
    signal?.throwIfAborted();
    throw new CannotCheckError(messages.nodeNeverCame(reason, node.output?.() ?? ''));
  }

  get output(): (() => string) | undefined {
    return this.#node.output;
  }

  /** Asks the node to leave; undefined when nobody can. */
  get stopNode(): (() => Promise<void>) | undefined {
    return this.#node.stop;
  }

  /** Another coordinator, with the same token. */
  async anotherCoordinator(): Promise<PlayedCoordinator> {
    if (this.#hasLeft) throw new Error(messages.stageClosed());
    const other = new PlayedCoordinator(this.#surroundings.token);
    other.wants = () => true;
    this.#others.push(other);
    await other.open();
    return other;
  }

  /** Waits for the given time, or as long as it is patient. */
  until<T>(look: () => T | undefined | false, milliseconds = this.patienceMilliseconds) {
    return until(look, milliseconds);
  }

  /** The first message of this kind about an attempt that fits. */
  hears<Name extends RunEventName>(
    event: Name,
    { runId, attempt }: Lease,
    fits: (heard: HeardOf<Name>) => boolean = () => true,
  ): Promise<HeardOf<Name> | undefined> {
    return this.until(() =>
      this.coordinator
        .about(runId, attempt)
        .find((heard): heard is HeardOf<Name> => heard.event === event && fits(heard as HeardOf<Name>)),
    );
  }

  /**
   * The first report of a run that it was offered.
   * @throws {RuleBrokenError} when there is none: without it the conversation has no sense
   */
  async reported({ lease }: OfferedRun, requirement: RequirementId): Promise<HeardOf<'report'>> {
    const report = await this.hears('report', lease);
    if (report !== undefined) return report;
    const said = this.coordinator.heard.map(({ event }) => event);
    const found = messages.onlyHeard(said, this.patienceMilliseconds);
    throw new RuleBrokenError(requirement, 'a report of a run that computes', found);
  }

  /** The run as it is computed here, undisturbed. */
  computed({ lease, specification }: OfferedRun): Promise<ComputedRun> {
    const { computed } = this.#surroundings;
    const known = computed.get(lease.runId) ?? computeRun(specification);
    computed.set(lease.runId, known);
    return known;
  }

  /** What is said about an attempt after a moment from which on nothing may be said any more. */
  async saidAfter({ runId, attempt }: Lease, moment: number): Promise<string[]> {
    const late = () =>
      this.coordinator.about(runId, attempt).filter(({ at }) => at > moment + UNDER_WAY_MILLISECONDS);
    // A node that had not stopped would have reported the run by then.
    const watched = moment + UNDER_WAY_MILLISECONDS + 1.5 * TIMINGS.reportMilliseconds;
    await this.until(() => late().length > 0, watched - performance.now());
    return late().map(({ event, at }) => `"${event}" after ${Math.round(at - moment)} ms`);
  }

  async close(judge: Judge): Promise<void> {
    await this.#leave();
    const faults = [this.coordinator, ...this.#others].flatMap((coordinator) => coordinator.faults);
    judge.expect('N-7', faults.length === 0, 'only messages of the protocol', faults[0] ?? '');
  }

  async #leave(): Promise<void> {
    this.#hasLeft = true;
    if (this.startsAnew) await this.#node.stop?.();
    await Promise.all([this.coordinator, ...this.#others].map((coordinator) => coordinator.dismiss()));
  }
}

export function newToken(): string {
  return `conformance-${randomUUID()}`;
}

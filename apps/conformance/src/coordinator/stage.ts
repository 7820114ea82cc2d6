import type { Assignment, Attempt, ExperimentSummary, Lease } from '@crossover/protocol';
import { CannotCheckError, RuleBrokenError } from '../errors.ts';
import { messages } from '../messages.ts';
import type { RequirementId } from '../requirements/index.ts';
import type { CoordinatorUnderTest } from './options.ts';
import { HttpClient } from './peers/http-client.ts';
import { NodePeer } from './peers/node-peer.ts';
import { ViewerPeer } from './peers/viewer-peer.ts';
import { smallExperiment, type Wanted } from './small-experiments.ts';

/** Numbers the experiments of one suite, so that no two of them share a run. */
export interface Numbering {
  readonly seed: number;
  next: number;
}

/** Where one check is played: nodes, viewers and experiments that are gone when it is over. */
export class CoordinatorStage {
  readonly coordinator: CoordinatorUnderTest;
  readonly http: HttpClient;
  readonly #numbering: Numbering;
  readonly #peers: { close(): void }[] = [];
  readonly #experiments: string[] = [];
  readonly #runs = new Set<string>();
  readonly #submissions = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor(coordinator: CoordinatorUnderTest, numbering: Numbering) {
    this.coordinator = coordinator;
    this.http = new HttpClient(coordinator);
    this.#numbering = numbering;
  }

  /** A node that is connected and has said nothing yet. */
  async connectNode(nodeId?: string): Promise<NodePeer> {
    return this.#enter(await NodePeer.connect(this.coordinator, nodeId));
  }

  /** A node that has said hello, with nothing to claim. */
  async node(): Promise<NodePeer> {
    const node = await this.connectNode();
    await node.hello();
    return node;
  }

  async viewer(role: 'viewer' | 'operator' = 'viewer'): Promise<ViewerPeer> {
    return this.#enter(await ViewerPeer.connect(this.coordinator, role));
  }

  /** Submits an experiment of runs that the coordinator does not know. */
  async experiment(wanted: Wanted = {}): Promise<ExperimentSummary> {
    this.#expectOpen();
    const number = this.#numbering.next++;
    const { seed } = this.#numbering;
    const submission = this.http
      .submit(smallExperiment(`conformance-${seed}-${number}`, seed + number, wanted))
      .then((experiment) => {
        this.#experiments.push(experiment.id);
        return experiment;
      })
      .finally(() => this.#submissions.delete(submission));
    this.#submissions.add(submission);
    const experiment = await submission;
    for (const { id } of await this.http.runs(experiment.id)) this.#runs.add(id);
    return experiment;
  }

  /**
   * Leases so many of this check's runs for a node, or as many as there are.
   * @throws {CannotCheckError} when a run comes that is none of them
   */
  async lease(node: NodePeer, count: number, milliseconds?: number): Promise<Assignment[]> {
    const assignments = await node.lease(count, milliseconds);
    const foreign = assignments.find(({ runId }) => !this.#runs.has(runId));
    if (foreign !== undefined) throw new CannotCheckError(messages.foreignRun(foreign.runId));
    return assignments;
  }

  /**
   * Leases one of this check's runs, which must be there.
   * @throws {RuleBrokenError} of the given rule, when it is not given out
   */
  async leaseOne(
    node: NodePeer,
    requirement: RequirementId = 'C-18',
    milliseconds?: number,
  ): Promise<Assignment> {
    const [assignment] = await this.lease(node, 1, milliseconds);
    if (assignment !== undefined) return assignment;
    throw new RuleBrokenError(requirement, 'a run that waits is given to a node that asks', 'nothing');
  }

  /** Removes one of this check's experiments before the check is over. */
  async remove(experimentId: string): Promise<void> {
    await this.http.remove(experimentId);
    this.#experiments.splice(this.#experiments.indexOf(experimentId), 1);
  }

  /** How a run of an experiment stands. */
  async run(experimentId: string, runId: string) {
    return (await this.http.runs(experimentId)).find(({ id }) => id === runId);
  }

  /**
   * A play that nobody waits for any more, because the suite was ended from outside, comes to its end at the next
   * step that it takes here.
   */
  async close(): Promise<void> {
    this.#isClosed = true;
    // One of them may be on its way.
    await Promise.allSettled(this.#submissions);
    // First the experiments: what the nodes still have must not go back into the queue.
    // One that cannot be removed has been told of by the check that failed before.
    for (const id of this.#experiments) await this.http.remove(id).catch(() => undefined);
    for (const peer of this.#peers) peer.close();
  }

  #enter<Peer extends { close(): void }>(peer: Peer): Peer {
    this.#peers.push(peer);
    if (this.#isClosed) peer.close();
    this.#expectOpen();
    return peer;
  }

  #expectOpen(): void {
    if (this.#isClosed) throw new Error(messages.stageClosed());
  }
}

export function leaseOf({ runId, attempt }: Assignment): Lease {
  return { runId, attempt };
}

/** Whether an attempt may follow another one at the same run. */
export function isLater(later: Attempt, earlier: Attempt): boolean {
  return later.jobId !== earlier.jobId || later.retryCount > earlier.retryCount;
}

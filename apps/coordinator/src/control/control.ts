import type { ExperimentControl, ExperimentSummary, NodeControl, NodeSummary } from '@crossover/protocol';
import { RefusedError } from '../errors.ts';
import type { ExperimentService } from '../experiments/experiment-service.ts';
import { messages } from '../messages.ts';
import type { NodeBook } from '../nodes/node-book.ts';

/** How things stand after an order: the experiment, null when it was removed, or the node. */
export interface ControlOutcome {
  readonly experiment?: ExperimentSummary | null;
  readonly node?: NodeSummary;
}

/** Carries out what operators order, with one meaning wherever it comes from: HTTP, sockets, code. */
export class Control {
  readonly #experiments: ExperimentService;
  readonly #book: NodeBook;
  readonly #nodes: () => readonly NodeSummary[];

  constructor(experiments: ExperimentService, book: NodeBook, nodes: () => readonly NodeSummary[]) {
    this.#experiments = experiments;
    this.#book = book;
    this.#nodes = nodes;
  }

  /** @throws {RefusedError} `unknown-experiment`, `not-found` for a node, `conflict` where it makes no sense */
  async carryOut(order: ExperimentControl | NodeControl): Promise<ControlOutcome> {
    switch (order.verb) {
      case 'pause':
        return { experiment: await this.#experiments.pause(order.experimentId) };
      case 'resume':
        return { experiment: await this.#experiments.resume(order.experimentId) };
      case 'cancel':
        return { experiment: await this.#experiments.cancel(order.experimentId, order) };
      case 'retry':
        return { experiment: await this.#experiments.retry(order.experimentId) };
      case 'priority':
        return { experiment: await this.#experiments.setPriority(order.experimentId, order.priority) };
      case 'remove':
        await this.#experiments.remove(order.experimentId);
        return { experiment: null };
      case 'drain':
      case 'undrain':
      case 'release':
        return { node: await this.#steerNode(order) };
    }
  }

  async #steerNode({ verb, nodeId }: NodeControl): Promise<NodeSummary> {
    this.#find(nodeId);
    await this.#book[verb](nodeId);
    return this.#find(nodeId);
  }

  #find(nodeId: string): NodeSummary {
    const node = this.#nodes().find(({ id }) => id === nodeId);
    if (node === undefined) throw new RefusedError('not-found', messages.unknownNode(nodeId));
    return node;
  }
}

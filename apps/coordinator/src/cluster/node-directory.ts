import type { NodeSummary } from '@crossover/protocol';
import type { WorkRate } from '../dispatch/work-rate.ts';
import type { Note } from './note.ts';

/** Of a node elsewhere so many runs are named: it may have hundreds, and they are only shown. */
const RUNS_NAMED = 32;

type NodesNote = Extract<Note, { kind: 'nodes' }>;

/** The nodes of the other coordinators, as those last told, and what the others were told of ours. */
export class NodeDirectory {
  readonly #elsewhere = new Map<string, Map<string, NodeSummary>>();
  readonly #rates = new Map<string, number>();
  /** What the others know of our nodes, by node. */
  #told = new Map<string, string>();

  /** A coordinator tells how its nodes stand. */
  note(from: string, { changed, gone, workPerSecond }: NodesNote): void {
    const nodes = this.#elsewhere.get(from) ?? new Map<string, NodeSummary>();
    for (const summary of changed) nodes.set(summary.id, summary);
    for (const id of gone) nodes.delete(id);
    this.#elsewhere.set(from, nodes);
    this.#rates.set(from, workPerSecond ?? 0);
  }

  /** Forgets the nodes of all coordinators but these. */
  keep(coordinatorIds: ReadonlySet<string>): void {
    for (const id of [...this.#elsewhere.keys()].filter((id) => !coordinatorIds.has(id))) {
      this.#elsewhere.delete(id);
      this.#rates.delete(id);
    }
  }

  /** All nodes of the laboratory: ours, and those elsewhere. One that has moved is where it is connected. */
  withOurs(ours: readonly NodeSummary[]): NodeSummary[] {
    const all = new Map(ours.map((summary) => [summary.id, summary]));
    for (const nodes of this.#elsewhere.values()) {
      for (const summary of nodes.values()) {
        const known = all.get(summary.id);
        if (known === undefined || isNewer(summary, known)) all.set(summary.id, summary);
      }
    }
    return [...all.values()];
  }

  /** Work per second of all nodes, ours and those elsewhere. */
  withRate(ours: Pick<WorkRate, 'perSecond'>): Pick<WorkRate, 'perSecond'> {
    return {
      perSecond: (time) => {
        const elsewhere = [...this.#rates.values()].reduce((sum, rate) => sum + rate, 0);
        const here = ours.perSecond(time);
        return here === null && elsewhere === 0 ? null : (here ?? 0) + elsewhere;
      },
    };
  }

  /** What the others do not know of our nodes yet. */
  tell(ours: readonly NodeSummary[], workPerSecond: number | null): NodesNote {
    const told = new Map<string, string>();
    const changed: NodeSummary[] = [];
    for (const node of ours) {
      const summary = { ...node, runs: node.runs.slice(0, RUNS_NAMED) };
      const text = JSON.stringify(summary);
      told.set(node.id, text);
      if (this.#told.get(node.id) !== text) changed.push(summary);
    }
    const gone = [...this.#told.keys()].filter((id) => !told.has(id));
    this.#told = told;
    return { kind: 'nodes', changed, gone, workPerSecond };
  }

  /** The next time everything is told. */
  tellAllAgain(): void {
    this.#told.clear();
  }
}

function isNewer(one: NodeSummary, other: NodeSummary): boolean {
  if (one.connected !== other.connected) return one.connected;
  return one.lastHeardAt > other.lastHeardAt;
}

import type { NodeSummary } from '@crossover/protocol';
import { CHARACTERS } from '../experiments/json-size.ts';

/** Nodes are looked at for all viewers together, at most so often. */
const LOOK_MILLISECONDS = 500;
/** Nodes that are gone are remembered, for viewers that have not been told. */
const MOST_GONE = 4096;

interface Known {
  readonly summary: NodeSummary;
  readonly signature: string;
  /** Number of its last change. */
  readonly change: number;
}

/** What a viewer has not been told of the nodes, or the part of it that a frame should hold. */
export interface NodeChanges {
  readonly nodes: NodeSummary[];
  readonly gone: string[];
  /** What to ask from next time. */
  readonly change: number;
  /** Whether this is all. */
  readonly complete: boolean;
  readonly characters: number;
}

/**
 * What changes about the nodes, in the order in which it changed. Every viewer keeps the number of the last
 * change that it was told: so each gets what is new for it, however much of it at a time, and a thousand
 * nodes are compared once and not once for every viewer.
 */
export class NodeNews {
  readonly #read: () => readonly NodeSummary[];
  /** In the order of their changes. */
  readonly #known = new Map<string, Known>();
  readonly #gone = new Map<string, number>();
  #change = 0;
  #lookedAt = -Infinity;
  #dirty = true;

  constructor(read: () => readonly NodeSummary[]) {
    this.#read = read;
  }

  /** Something may have changed. */
  notice(): void {
    this.#dirty = true;
  }

  /** What has changed after the change of this number; 0 for everything. Of about so many characters. */
  since(change: number, characters: number, now = performance.now()): NodeChanges {
    if (this.#dirty && now - this.#lookedAt >= LOOK_MILLISECONDS) this.#look(now);
    const gone = [...this.#gone].filter(([, at]) => at > change && change > 0).map(([id]) => id);
    const nodes: NodeSummary[] = [];
    let size = 0;
    for (const { summary, change: at } of this.#known.values()) {
      if (at <= change) continue;
      const more = CHARACTERS.node + summary.runs.length * CHARACTERS.runOfNode;
      if (nodes.length > 0 && size + more > characters) {
        return { nodes, gone, change: at - 1, complete: false, characters: size };
      }
      nodes.push(summary);
      size += more;
    }
    return { nodes, gone, change: this.#change, complete: !this.#dirty, characters: size };
  }

  #look(now: number): void {
    this.#lookedAt = now;
    this.#dirty = false;
    const present = new Set<string>();
    for (const summary of this.#read()) {
      present.add(summary.id);
      const signature = signatureOf(summary);
      if (this.#known.get(summary.id)?.signature === signature) continue;
      this.#change += 1;
      this.#known.delete(summary.id);
      this.#known.set(summary.id, { summary, signature, change: this.#change });
      this.#gone.delete(summary.id);
    }
    for (const id of [...this.#known.keys()].filter((id) => !present.has(id))) {
      this.#change += 1;
      this.#known.delete(id);
      this.#gone.set(id, this.#change);
    }
    for (const id of this.#gone.keys()) {
      if (this.#gone.size <= MOST_GONE) break;
      this.#gone.delete(id);
    }
  }
}

/** That a connected node was heard of again is no news. */
function signatureOf({ lastHeardAt, ...rest }: NodeSummary): string {
  return JSON.stringify(rest.connected ? rest : { ...rest, lastHeardAt });
}

import type { NodeSummary } from '@crossover/protocol';
import type { Note } from './note.ts';

/** Beyond so many changed runs at once it is cheaper to have everything counted anew than to name them. */
const MOST_RUNS = 2_000;

/**
 * Notes that wait to be sent together. What says the same again is said once, and the newest state takes
 * the place of older ones, so that no event of a busy moment takes its own place in the letter.
 */
export class NoteGatherer {
  readonly #runs = new Set<string>();
  #tooManyRuns = false;
  readonly #experiments = new Set<string>();
  /** How each node stands; null when it is gone. */
  readonly #nodes = new Map<string, NodeSummary | null>();
  #workPerSecond: number | null = null;
  #hasNodes = false;
  /** The others, by what they say. */
  readonly #others = new Map<string, Note>();

  get isEmpty(): boolean {
    return (
      !this.#hasNodes &&
      !this.#tooManyRuns &&
      this.#runs.size + this.#experiments.size + this.#others.size === 0
    );
  }

  add(note: Note): void {
    if (note.kind === 'runs') this.#addRuns(note.ids);
    else if (note.kind === 'experiments') for (const id of note.ids) this.#experiments.add(id);
    else if (note.kind === 'nodes') {
      for (const summary of note.changed) this.#nodes.set(summary.id, summary);
      for (const id of note.gone) this.#nodes.set(id, null);
      this.#workPerSecond = note.workPerSecond;
      this.#hasNodes = true;
    } else this.#others.set(JSON.stringify(note), note);
  }

  take(): Note[] {
    const notes: Note[] = [...this.#others.values()];
    if (this.#tooManyRuns) notes.push({ kind: 'runs', ids: null });
    else if (this.#runs.size > 0) notes.push({ kind: 'runs', ids: [...this.#runs] });
    if (this.#experiments.size > 0) notes.push({ kind: 'experiments', ids: [...this.#experiments] });
    if (this.#hasNodes) {
      const changed = [...this.#nodes.values()].filter((summary) => summary !== null);
      const gone = [...this.#nodes].filter(([, summary]) => summary === null).map(([id]) => id);
      notes.push({ kind: 'nodes', changed, gone, workPerSecond: this.#workPerSecond });
    }
    this.#others.clear();
    this.#runs.clear();
    this.#tooManyRuns = false;
    this.#experiments.clear();
    this.#nodes.clear();
    this.#hasNodes = false;
    return notes;
  }

  #addRuns(ids: readonly string[] | null): void {
    for (const id of ids ?? []) this.#runs.add(id);
    if (ids !== null && this.#runs.size <= MOST_RUNS) return;
    this.#tooManyRuns = true;
    this.#runs.clear();
  }
}

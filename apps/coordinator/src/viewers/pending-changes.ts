import { LIMITS, type ExperimentSummary, type RiskPoints, type RunUpdate } from '@crossover/protocol';
import type { NewPoints } from '../lab-feed.ts';
import { CHARACTERS } from '../experiments/json-size.ts';

/** A viewer may be behind by so many runs; beyond them it reads how they stand when it gets to them. */
const MOST_RUNS = 1000;

/** What a viewer has not been told yet. Newer states replace older ones, so that it never grows with time. */
export class PendingChanges {
  readonly #experiments = new Map<string, ExperimentSummary>();
  readonly #removed = new Set<string>();
  readonly #runs = new Map<string, RunUpdate>();
  readonly #points = new Map<string, RiskPoints[]>();
  #nodes = false;

  get isEmpty(): boolean {
    return (
      !this.#nodes && this.#experiments.size + this.#removed.size + this.#runs.size + this.#points.size === 0
    );
  }

  experiment(summary: ExperimentSummary): void {
    this.#experiments.set(summary.id, summary);
  }

  experimentRemoved(id: string): void {
    this.#experiments.delete(id);
    this.#removed.add(id);
  }

  nodes(): void {
    this.#nodes = true;
  }

  run(update: RunUpdate, points: NewPoints | null): void {
    this.#runs.set(update.id, update);
    if (points === null || points.risk.length === 0) return;
    const added: RiskPoints = { runId: update.id, firstIndex: points.firstIndex, risk: [...points.risk] };
    const waiting = this.#points.get(update.id) ?? [];
    const last = waiting.at(-1);
    // A whole curve, as it comes with the end of a run, says everything that waited before.
    if (added.firstIndex === 0) this.#points.set(update.id, [added]);
    else if (last !== undefined && last.firstIndex + last.risk.length === added.firstIndex) {
      last.risk.push(...added.risk);
    } else this.#points.set(update.id, [...waiting, added]);
  }

  /** Too much has changed to keep all of it. */
  get isOverfull(): boolean {
    return this.#runs.size > MOST_RUNS;
  }

  /** Forgets the changes of all runs, and says which these were. */
  forgetRuns(): string[] {
    const ids = [...this.#runs.keys()];
    this.#runs.clear();
    this.#points.clear();
    return ids;
  }

  /** Takes out as much as one frame should hold: of the runs about so many characters. */
  take(characters = Infinity): {
    experiments: ExperimentSummary[];
    removed: string[];
    nodes: boolean;
    runs: RunUpdate[];
    points: RiskPoints[];
    characters: number;
  } {
    const runs: RunUpdate[] = [];
    const points: RiskPoints[] = [];
    let total = 0;
    let size = 0;
    for (const [id, update] of this.#runs) {
      const curve = this.#points.get(id) ?? [];
      const count = curve.reduce((sum, { risk }) => sum + risk.length, 0);
      const more = CHARACTERS.run + count * CHARACTERS.point;
      total += count;
      const full =
        runs.length >= LIMITS.maxRunsPerPage || total > LIMITS.maxPointsPerFrame || size + more > characters;
      if (runs.length > 0 && full) break;
      size += more;
      runs.push(update);
      points.push(...curve);
      this.#runs.delete(id);
      this.#points.delete(id);
    }
    const taken = {
      experiments: [...this.#experiments.values()],
      removed: [...this.#removed],
      nodes: this.#nodes,
      runs,
      points,
      characters: size + this.#experiments.size * CHARACTERS.experiment,
    };
    this.#experiments.clear();
    this.#removed.clear();
    this.#nodes = false;
    return taken;
  }
}

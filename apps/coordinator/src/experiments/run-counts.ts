import type { RunState } from '@crossover/protocol';
import { sql, type Kysely } from 'kysely';
import type { StoreSchema } from '../store/schema.ts';

/** Runs of one experiment in one state: how many, their work, and the work done in them. */
export interface StateTotals {
  readonly state: RunState;
  readonly count: number;
  readonly work: number;
  readonly done: number;
}

interface RunStanding {
  readonly run_id: string;
  readonly state: RunState;
  readonly work: number;
  readonly fraction: number;
}

/** Counting fewer runs takes the database no longer than looking them up. */
const LARGE = 2000;
/** Runs read with one statement: on the embedded database everybody else waits for it. */
const PAGE = 2000;
/** The same for runs that are looked up one by one. */
const SCATTERED = 250;

/**
 * How many runs of each experiment are in which state. A large experiment that is being worked on is not
 * counted again and again: each of its runs is remembered as it was last read, and those that changed are
 * read anew. What says that an experiment has ended is always a count of the database itself.
 */
export class RunCounts {
  readonly #database: Kysely<StoreSchema>;
  readonly #large: number;
  readonly #remembered = new Map<string, Map<string, RunStanding>>();

  /** @param large from how many runs on an experiment is remembered */
  constructor(database: Kysely<StoreSchema>, large = LARGE) {
    this.#database = database;
    this.#large = large;
  }

  /**
   * Counts the experiments that `runs` belong to, and `experiments`, of which anything may have changed.
   * One call at a time.
   */
  async count(
    experiments: readonly string[],
    runs: readonly string[],
  ): Promise<Map<string, readonly StateTotals[]>> {
    for (const id of experiments) this.#remembered.delete(id);
    const changed = await this.#readChanged(runs);
    const counted = new Map<string, readonly StateTotals[]>();
    for (const [id, standings] of changed) {
      const remembered = this.#remembered.get(id);
      if (remembered === undefined) continue;
      for (const standing of standings) remembered.set(standing.run_id, standing);
      const totals = sumUp(remembered.values());
      if (isOpen(totals)) counted.set(id, totals);
      else this.#remembered.delete(id);
    }
    const others = [...new Set([...experiments, ...changed.keys()])].filter((id) => !counted.has(id));
    const totals = await this.#countAll(others);
    for (const id of others) counted.set(id, totals.get(id) ?? []);
    for (const id of changed.keys()) await this.#rememberIfLarge(id, counted.get(id) ?? []);
    return counted;
  }

  forget(experimentId: string): void {
    this.#remembered.delete(experimentId);
  }

  async #readChanged(runs: readonly string[]): Promise<Map<string, RunStanding[]>> {
    const changed = new Map<string, RunStanding[]>();
    for (let first = 0; first < runs.length; first += SCATTERED) {
      const { rows } = await sql<RunStanding & { experiment_id: string }>`
        SELECT er.experiment_id, er.run_id, r.state, r.work, r.fraction
        FROM experiment_runs er JOIN runs r ON r.id = er.run_id
        WHERE er.run_id = ANY(${runs.slice(first, first + SCATTERED)}::text[])`.execute(this.#database);
      for (const { experiment_id, ...standing } of rows) {
        const ofExperiment = changed.get(experiment_id);
        if (ofExperiment === undefined) changed.set(experiment_id, [standing]);
        else ofExperiment.push(standing);
      }
    }
    return changed;
  }

  async #countAll(ids: readonly string[]): Promise<Map<string, StateTotals[]>> {
    const totals = new Map<string, StateTotals[]>(ids.map((id) => [id, []]));
    if (ids.length === 0) return totals;
    const { rows } = await sql<StateTotals & { experiment_id: string }>`
      SELECT er.experiment_id, r.state, count(*)::int AS count,
        sum(r.work) AS work, sum(r.work * r.fraction) AS done
      FROM experiment_runs er JOIN runs r ON r.id = er.run_id
      WHERE er.experiment_id = ANY(${ids}::text[])
      GROUP BY er.experiment_id, r.state`.execute(this.#database);
    for (const { experiment_id, ...total } of rows) totals.get(experiment_id)?.push(total);
    return totals;
  }

  /** Runs that change meanwhile are named in the next call. */
  async #rememberIfLarge(id: string, totals: readonly StateTotals[]): Promise<void> {
    const runs = totals.reduce((sum, { count }) => sum + count, 0);
    if (runs < this.#large || !isOpen(totals) || this.#remembered.has(id)) return;
    const standings = new Map<string, RunStanding>();
    for (let after = -1; ;) {
      const { rows } = await sql<RunStanding & { ordinal: number }>`
        SELECT er.ordinal, er.run_id, r.state, r.work, r.fraction
        FROM experiment_runs er JOIN runs r ON r.id = er.run_id
        WHERE er.experiment_id = ${id} AND er.ordinal > ${after} ORDER BY er.ordinal LIMIT ${PAGE}`.execute(
        this.#database,
      );
      for (const { ordinal, ...standing } of rows) {
        standings.set(standing.run_id, standing);
        after = ordinal;
      }
      if (rows.length < PAGE) break;
    }
    this.#remembered.set(id, standings);
  }
}

function sumUp(standings: Iterable<RunStanding>): StateTotals[] {
  const totals = new Map<RunState, { count: number; work: number; done: number }>();
  for (const { state, work, fraction } of standings) {
    const total = totals.get(state) ?? { count: 0, work: 0, done: 0 };
    totals.set(state, total);
    total.count += 1;
    total.work += work;
    total.done += work * fraction;
  }
  return [...totals].map(([state, total]) => ({ state, ...total }));
}

function isOpen(totals: readonly StateTotals[]): boolean {
  return totals.some(({ state }) => state === 'queued' || state === 'running' || state === 'paused');
}

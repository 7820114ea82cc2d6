import { TIMINGS, type ExperimentState, type ExperimentSummary } from '@crossover/protocol';
import { sql, type Kysely, type Selectable } from 'kysely';
import type { WorkRate } from '../dispatch/work-rate.ts';
import type { LabFeed } from '../lab-feed.ts';
import type { ExperimentTable, StoreSchema } from '../store/schema.ts';
import { RunCounts, type StateTotals } from './run-counts.ts';

type ExperimentRow = Omit<Selectable<ExperimentTable>, 'specification'>;

type Verified = Omit<ExperimentSummary['verification'], 'share'>;

const NOT_VERIFIED: Verified = { verified: 0, mismatches: 0, waiting: 0 };
/** Viewers are told no more often. */
const SHORTEST_PAUSE_MILLISECONDS = TIMINGS.frameMilliseconds;
/** Counting takes at most this share of the time, however large the experiments. */
const LARGEST_SHARE = 0.1;

/**
 * How each experiment stands. The database is counted, not an event stream summed up, so that a summary is
 * never wrong for long: runs that changed make their experiments due, and those are counted together, more
 * rarely the longer it takes. An experiment whose last run has ended is closed here, also after a crash.
 */
export class ExperimentLedger {
  readonly #database: Kysely<StoreSchema>;
  readonly #feed: LabFeed;
  readonly #rate: Pick<WorkRate, 'perSecond'>;
  readonly #onError: (error: unknown) => void;
  readonly #counts: RunCounts;
  readonly #summaries = new Map<string, ExperimentSummary>();
  readonly #changedRuns = new Set<string>();
  readonly #changedExperiments = new Set<string>();
  /** Removed while they may be being counted: what was read of them before must not bring them back. */
  readonly #gone = new Set<string>();
  readonly #unsubscribe: () => void;
  #timer: NodeJS.Timeout | undefined;
  #counting: Promise<void> | undefined;
  #pause: number = SHORTEST_PAUSE_MILLISECONDS;
  #closed = false;

  constructor(
    database: Kysely<StoreSchema>,
    feed: LabFeed,
    rate: Pick<WorkRate, 'perSecond'>,
    onError: (error: unknown) => void,
  ) {
    this.#database = database;
    this.#counts = new RunCounts(database);
    this.#feed = feed;
    this.#rate = rate;
    this.#onError = onError;
    this.#unsubscribe = feed.subscribe((event) => {
      if (event.kind === 'run') this.#changedRuns.add(event.update.id);
      else if (event.kind === 'runs-elsewhere') for (const id of event.ids) this.#changedRuns.add(id);
      else return;
      this.#schedule();
    });
  }

  /** Counts everything: what was open when the coordinator was killed may be complete, and others may have changed it. */
  async load(): Promise<void> {
    const rows = await this.#database
      .selectFrom('experiments')
      .select('id')
      .where('ready', '=', true)
      .execute();
    const ids = [...rows.map(({ id }) => id), ...this.#summaries.keys()];
    await this.#recount(ids);
  }

  /** All experiments, the newest first. */
  list(): ExperimentSummary[] {
    return [...this.#summaries.values()].sort((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
  }

  get(id: string): ExperimentSummary | undefined {
    return this.#summaries.get(id);
  }

  /** Counts these experiments now: something was done with them here. */
  async refresh(ids: readonly string[]): Promise<void> {
    this.#feed.tellOthers({ kind: 'experiments', ids: [...ids] });
    await this.#recount(ids);
  }

  /** Something was done with these experiments at another coordinator. */
  changedElsewhere(ids: readonly string[]): void {
    for (const id of ids) this.#changedExperiments.add(id);
    this.#schedule();
  }

  async #recount(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#changedExperiments.add(id);
    // A count that is under way may have read what was before.
    await this.#counting;
    await this.#count();
  }

  forget(id: string): void {
    if (this.#drop(id)) this.#feed.publish({ kind: 'experiment-removed', id });
  }

  /** It was removed at another coordinator, which has told all others. */
  #forgetQuietly(id: string): void {
    if (this.#drop(id)) this.#feed.relay({ kind: 'experiment-removed', id });
  }

  /** Whether it was there. */
  #drop(id: string): boolean {
    this.#counts.forget(id);
    if (this.#counting !== undefined) this.#gone.add(id);
    return this.#summaries.delete(id);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#unsubscribe();
    clearTimeout(this.#timer);
    await this.#counting;
  }

  #schedule(): void {
    if (this.#closed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#count();
    }, this.#pause);
  }

  #count(): Promise<void> {
    this.#counting ??= this.#countChanged()
      .catch(this.#onError)
      .finally(() => {
        this.#counting = undefined;
        if (this.#changedRuns.size > 0 || this.#changedExperiments.size > 0) this.#schedule();
      });
    return this.#counting;
  }

  async #countChanged(): Promise<void> {
    const started = performance.now();
    const runs = [...this.#changedRuns];
    const experiments = [...this.#changedExperiments];
    this.#changedRuns.clear();
    this.#changedExperiments.clear();
    this.#gone.clear();
    try {
      const totals = await this.#counts.count(experiments, runs);
      const ids = [...totals.keys()];
      if (ids.length === 0) return;
      const rows = await this.#rows(ids);
      const verifications = await this.#verifications(rows);
      for (const row of rows) {
        await this.#settle(row, totals.get(row.id) ?? [], verifications.get(row.id) ?? NOT_VERIFIED);
      }
      const there = new Set(rows.map(({ id }) => id));
      for (const id of ids.filter((id) => !there.has(id))) this.#forgetQuietly(id);
    } catch (error) {
      for (const id of runs) this.#changedRuns.add(id);
      for (const id of experiments) this.#changedExperiments.add(id);
      throw error;
    } finally {
      const taken = performance.now() - started;
      this.#pause = Math.max(SHORTEST_PAUSE_MILLISECONDS, taken / LARGEST_SHARE);
    }
  }

  async #rows(ids: readonly string[]): Promise<ExperimentRow[]> {
    const { rows } = await sql<ExperimentRow>`
      SELECT id, name, title, question, points, ready, created_at, finished_at, cancelled_at, paused_at, priority, verified_share
      FROM experiments WHERE id = ANY(${ids}::text[]) AND ready`.execute(this.#database);
    return rows;
  }

  /** What has come of verification, for the experiments that ask for it. */
  async #verifications(rows: readonly ExperimentRow[]): Promise<Map<string, Verified>> {
    const ids = rows.filter(({ verified_share }) => verified_share > 0).map(({ id }) => id);
    if (ids.length === 0) return new Map();
    const { rows: counted } = await sql<Verified & { experiment_id: string }>`
      SELECT er.experiment_id, (count(*) FILTER (WHERE v.state = 'verified'))::int AS verified,
        sum(v.mismatches)::int AS mismatches, (count(*) FILTER (WHERE v.state = 'waiting'))::int AS waiting
      FROM experiment_runs er JOIN verifications v ON v.run_id = er.run_id
      WHERE er.experiment_id = ANY(${ids}::text[]) GROUP BY er.experiment_id`.execute(this.#database);
    return new Map(counted.map(({ experiment_id, ...verified }) => [experiment_id, verified]));
  }

  async #settle(row: ExperimentRow, totals: readonly StateTotals[], verification: Verified): Promise<void> {
    const open = totals.some(({ state }) => state === 'queued' || state === 'running' || state === 'paused');
    const finishedAt = open || row.cancelled_at !== null ? null : (row.finished_at ?? new Date());
    if (finishedAt?.getTime() !== row.finished_at?.getTime()) {
      await this.#database
        .updateTable('experiments')
        .set({ finished_at: finishedAt })
        .where('id', '=', row.id)
        .execute();
    }
    if (this.#gone.has(row.id)) return;
    const rate = this.#rate.perSecond();
    const summary = summarise({ ...row, finished_at: finishedAt }, totals, verification, rate);
    if (JSON.stringify(summary) === JSON.stringify(this.#summaries.get(row.id))) return;
    this.#summaries.set(row.id, summary);
    this.#feed.publish({ kind: 'experiment', summary });
  }
}

function summarise(
  row: ExperimentRow,
  totals: readonly StateTotals[],
  verification: Verified,
  workPerSecond: number | null,
): ExperimentSummary {
  const countOf = (state: ExperimentState) => totals.find((total) => total.state === state)?.count ?? 0;
  const sum = (value: (total: StateTotals) => number) =>
    totals.reduce((accumulated, total) => accumulated + value(total), 0);
  const work = sum((total) => total.work);
  const done = sum((total) => (total.state === 'finished' ? total.work : total.done));
  const remaining = sum((total) =>
    total.state === 'queued' || total.state === 'running' ? total.work - total.done : 0,
  );
  const runs = {
    total: sum(({ count }) => count),
    queued: countOf('queued'),
    running: countOf('running'),
    finished: countOf('finished'),
    failed: countOf('failed'),
    cancelled: countOf('cancelled'),
    paused: countOf('paused'),
  };
  return {
    id: row.id,
    name: row.name,
    title: row.title,
    question: row.question,
    state: stateOf(row, runs),
    createdAt: row.created_at.toISOString(),
    finishedAt: (row.finished_at ?? row.cancelled_at)?.toISOString() ?? null,
    runs,
    priority: row.priority,
    verification: { share: row.verified_share, ...verification },
    fraction: work > 0 ? Math.min(1, done / work) : runs.finished / Math.max(1, runs.total),
    secondsLeft: secondsLeft(remaining, workPerSecond),
    points: JSON.parse(row.points) as ExperimentSummary['points'],
  };
}

function stateOf(row: ExperimentRow, runs: ExperimentSummary['runs']): ExperimentState {
  if (row.cancelled_at !== null) return 'cancelled';
  if (row.paused_at !== null && runs.queued + runs.running + runs.paused > 0) return 'paused';
  if (runs.running > 0 || (runs.queued > 0 && runs.finished > 0)) return 'running';
  if (runs.queued > 0) return 'queued';
  return runs.failed > 0 ? 'failed' : 'finished';
}

function secondsLeft(remaining: number, workPerSecond: number | null): number | null {
  if (remaining <= 0) return 0;
  return workPerSecond === null || workPerSecond <= 0 ? null : remaining / workPerSecond;
}

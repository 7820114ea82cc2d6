import { DrillLaboratory } from './drill-laboratory.ts';
import type { Drill } from './drill.ts';
import { EmptyDatabase } from './empty-database.ts';
import { writeEvidence } from './evidence.ts';
import { startPostgres } from './postgres-server.ts';
import { repeatOnce, type Repetition } from './repetition.ts';
import { NetworkLink } from './wire/network-link.ts';
import type { UndisturbedRun } from './workload.ts';

export interface CampaignOptions {
  readonly seed: number;
  readonly repetitions: number;
  /** Drills at the same time. */
  readonly atOnce: number;
  /** After so many minutes no more repetition begins. */
  readonly minutes: number;
  readonly expected: ReadonlyMap<string, UndisturbedRun>;
  /** Where to leave what may tell the cause of a failure. */
  readonly logs: string | undefined;
  readonly onRepetition: (drill: Drill, repetition: Repetition) => void;
}

export interface DrillReport {
  readonly name: string;
  readonly what: string;
  readonly store: string;
  /** By what means, where there are several. */
  readonly means: string | null;
  /** Why it was not done. */
  readonly obstacle: string | null;
  readonly asked: number;
  readonly repetitions: readonly Repetition[];
}

/** Does the drills, some at the same time; every repetition's seed follows from the one of all. */
export async function runCampaign(
  drills: readonly Drill[],
  options: CampaignOptions,
): Promise<DrillReport[]> {
  const until = performance.now() + 60_000 * options.minutes;
  const reports = new Map<Drill, DrillReport>();
  const empty = new EmptyDatabase();
  const waiting = [...drills];
  const worker = async (): Promise<void> => {
    for (let drill = waiting.shift(); drill !== undefined; drill = waiting.shift()) {
      reports.set(drill, await runDrill(drill, options, until, empty));
    }
  };
  try {
    await Promise.all(Array.from({ length: options.atOnce }, worker));
  } finally {
    empty.remove();
  }
  return drills.flatMap((drill) => reports.get(drill) ?? []);
}

async function runDrill(
  drill: Drill,
  options: CampaignOptions,
  until: number,
  empty: EmptyDatabase,
): Promise<DrillReport> {
  const { name, what, store, plan } = drill;
  const postgres = store === 'PostgreSQL';
  const obstacle = drill.obstacle?.() ?? null;
  const repetitions: Repetition[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    let laboratory: DrillLaboratory | undefined;
    try {
      for (let index = next++; index < options.repetitions && performance.now() < until; index = next++) {
        laboratory ??= await DrillLaboratory.open(plan, postgres ? await startPostgres() : empty);
        const seed = seedOf(options.seed, name, index);
        const repetition = await repeatOnce(drill, laboratory, seed, options.expected);
        repetitions.push(repetition);
        options.onRepetition(drill, repetition);
        if (repetition.violations.length === 0) continue;
        if (options.logs !== undefined) await writeEvidence(options.logs, name, laboratory, repetition);
        // What went wrong must not be found a second time.
        await laboratory.close();
        laboratory = undefined;
      }
    } catch (error) {
      // Too few repetitions are not passed either; the other drills go on.
      process.stderr.write(`${name}: no laboratory: ${(error as Error).message}\n`);
    } finally {
      await laboratory?.close();
    }
  };
  const lanes = obstacle === null ? Math.min(drill.lanes, options.repetitions) : 0;
  await Promise.all(Array.from({ length: lanes }, lane));
  return { name, what, store, means: means(drill), obstacle, asked: options.repetitions, repetitions };
}

function means({ plan }: Drill): string | null {
  if (plan.lines !== true) return null;
  const obstacle = NetworkLink.obstacle();
  return obstacle === undefined ? 'network namespaces' : `cutting proxy, since ${obstacle}`;
}

function seedOf(seed: number, name: string, index: number): number {
  let mixed = seed;
  for (const letter of `${name} ${index}`) mixed = (Math.imul(mixed, 31) + letter.charCodeAt(0)) >>> 0;
  return mixed;
}

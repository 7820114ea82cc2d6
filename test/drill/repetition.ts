import { Random } from '../hostile/fuzz/random.ts';
import { waitFor } from '../processes/waiting.ts';
import type { DrillLaboratory } from './drill-laboratory.ts';
import type { Drill } from './drill.ts';
import { Scene } from './scene.ts';
import { judge, judgeProcesses } from './verdict.ts';
import { Watcher } from './watcher.ts';
import { Ledger } from './wire/ledger.ts';
import { workload, type UndisturbedRun } from './workload.ts';

/** After this an experiment of some seconds is taken to stand still. */
const END_MILLISECONDS = 300_000;

export interface Repetition {
  readonly seed: number;
  readonly seconds: number;
  readonly recoverySeconds: number | null;
  /** Reports and results whose acknowledgement was seen. */
  readonly acknowledged: number;
  readonly notes: readonly string[];
  /** Nothing, if all went well. */
  readonly violations: readonly string[];
}

/** Submits the experiment, disturbs it once, waits for its end, and removes it. */
export async function repeatOnce(
  drill: Drill,
  laboratory: DrillLaboratory,
  seed: number,
  expected: ReadonlyMap<string, UndisturbedRun>,
): Promise<Repetition> {
  const began = performance.now();
  laboratory.ledger = new Ledger(expected.keys());
  const violations: string[] = [];
  const id = await laboratory.coordinator.submit(workload);
  const scene = new Scene(laboratory, new Random(seed), id, expected.size);
  const watcher = new Watcher(scene);
  try {
    drill.before?.(scene);
    await drill.disturb(scene);
    await waitFor('the experiment to finish', () => hasFinished(laboratory, id), END_MILLISECONDS);
    drill.after?.(scene);
    await laboratory.calm();
    await watcher.look();
    violations.push(...(await judge(laboratory, id, expected)));
    await watcher.stop();
    await laboratory.coordinator.request('DELETE', `/api/experiments/${id}`);
  } catch (error) {
    violations.push(`did not come to its end: ${error instanceof Error ? error.message : String(error)}`);
  }
  violations.push(...(await watcher.stop()), ...laboratory.ledger.violations, ...judgeProcesses(laboratory));
  return {
    seed,
    seconds: (performance.now() - began) / 1000,
    recoverySeconds: scene.recoverySeconds(),
    acknowledged: laboratory.ledger.acknowledged,
    notes: scene.notes,
    violations,
  };
}

async function hasFinished(laboratory: DrillLaboratory, id: string): Promise<true | undefined> {
  const answer = await laboratory.detail(id).catch(() => undefined);
  if (answer?.summary.state === 'failed') throw new Error('The experiment failed.');
  return answer?.summary.state === 'finished' ? true : undefined;
}

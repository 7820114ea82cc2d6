import { expandExperiment, experimentSpecificationSchema, runIdentity } from '@crossover/experiments';
import { setTimeout as delay } from 'node:timers/promises';
import { waitFor } from '../../processes/waiting.ts';
import type { BesiegedLaboratory } from './besieged-laboratory.ts';
import { smallExperiment } from './decoys.ts';
import type { Tally } from './tally.ts';
import type { Vocabulary } from './vocabulary.ts';

const RUNS_OF_AN_EXPERIMENT = 4;
const PAUSE_MILLISECONDS = 1_000;
const MOST_EXPERIMENTS = 400;
const PATIENCE_MILLISECONDS = 300_000;

/** What honest people got, and how long they waited for answers. */
export interface HonestWork {
  readonly experiments: number;
  /** Whose bits are those of an undisturbed computation. */
  readonly rightRuns: number;
  /** How often the honest node had to be taken out of quarantine. */
  readonly quarantines: number;
  readonly requests: number;
  readonly latencyMilliseconds: { readonly median: number; readonly largest: number };
}

/**
 * One experiment after the other, from submission to the last bit, until `stopped`. Whatever is refused, fails, or
 * comes out with other bits is a finding.
 */
export async function workHonestly(
  laboratory: BesiegedLaboratory,
  vocabulary: Vocabulary,
  tally: Tally,
  stopped: () => boolean,
): Promise<HonestWork> {
  const submitted: object[] = [];
  const latencies: number[] = [];
  let rightRuns = 0;
  let quarantines = 0;
  const timed = async <T>(ask: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    try {
      return await ask();
    } finally {
      latencies.push(performance.now() - started);
    }
  };
  const isFinished = async (id: string): Promise<true | undefined> => {
    if (laboratory.coordinatorEnded !== undefined) throw new Error('The coordinator has ended.');
    const { summary } = await timed(() => laboratory.detail(id));
    if (summary.state === 'failed' || summary.state === 'cancelled')
      throw new Error(`${id} is ${summary.state}.`);
    if (summary.state === 'finished') return true;
    if (await laboratory.releaseNode()) quarantines += 1;
    await delay(PAUSE_MILLISECONDS);
    return undefined;
  };
  try {
    do {
      const specification = smallExperiment('honest', 10 * submitted.length, RUNS_OF_AN_EXPERIMENT, 500);
      const runs = expandExperiment(experimentSpecificationSchema.parse(specification));
      vocabulary.protect('run', ...runs.map(runIdentity));
      const id = await timed(() => laboratory.submit(specification));
      vocabulary.protect('experiment', id);
      submitted.push(specification);
      await waitFor(`honest experiment ${id}`, () => isFinished(id), PATIENCE_MILLISECONDS);
      await delay(PAUSE_MILLISECONDS);
    } while (!stopped() && submitted.length < MOST_EXPERIMENTS);
    for (const specification of submitted) {
      const wrong = await laboratory.wrongBits(specification);
      rightRuns += RUNS_OF_AN_EXPERIMENT - wrong.length;
      if (wrong.length > 0)
        tally.find('honest work', undefined, `other bits than in this process: ${wrong.join(', ')}`);
    }
  } catch (error) {
    tally.find('honest work', undefined, String(error));
  }
  const sorted = latencies.toSorted((left, right) => left - right);
  return {
    experiments: submitted.length,
    rightRuns,
    quarantines,
    requests: latencies.length,
    latencyMilliseconds: { median: sorted[Math.floor(sorted.length / 2)] ?? 0, largest: sorted.at(-1) ?? 0 },
  };
}

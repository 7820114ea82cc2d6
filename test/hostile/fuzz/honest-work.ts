import { expandExperiment, experimentSpecificationSchema, runIdentity } from '@crossover/experiments';
import { setTimeout as delay } from 'node:timers/promises';
import { waitFor } from '../../processes/waiting.ts';
import type { BesiegedLaboratory } from './besieged-laboratory.ts';
import { smallExperiment } from './decoys.ts';
import type { Tally } from './tally.ts';
import type { Vocabulary } from './vocabulary.ts';

const RUNS_OF_AN_EXPERIMENT = 4;
const PAUSE_MILLISECONDS = 500;
const MOST_EXPERIMENTS = 200;
const CHANNEL = 'honest work';

/** What honest people got, and how long they waited for answers. */
export interface HonestWork {
  readonly experiments: number;
  readonly runs: number;
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
  const timed = async <T>(ask: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    try {
      return await ask();
    } finally {
      latencies.push(performance.now() - started);
    }
  };
  try {
    do {
      const specification = smallExperiment('honest', 10 * submitted.length, RUNS_OF_AN_EXPERIMENT, 2000);
      vocabulary.protect(
        ...expandExperiment(experimentSpecificationSchema.parse(specification)).map(runIdentity),
      );
      const id = await timed(() => laboratory.submit(specification));
      vocabulary.protect(id);
      submitted.push(specification);
      await waitFor(
        `honest experiment ${id}`,
        async () => {
          if (laboratory.coordinatorEnded !== undefined) throw new Error('The coordinator has ended.');
          const { summary } = await timed(() => laboratory.detail(id));
          if (summary.state === 'failed' || summary.state === 'cancelled')
            throw new Error(`It is ${summary.state}.`);
          await delay(PAUSE_MILLISECONDS);
          return summary.state === 'finished' ? true : undefined;
        },
        300_000,
      );
    } while (!stopped() && submitted.length < MOST_EXPERIMENTS);
    for (const [index, specification] of submitted.entries()) {
      const wrong = await laboratory.wrongBits(specification);
      if (wrong.length > 0)
        tally.find(CHANNEL, index, `other bits than in this process: ${wrong.join(', ')}`);
    }
  } catch (error) {
    tally.find(CHANNEL, submitted.length - 1, String(error));
  }
  const sorted = latencies.toSorted((left, right) => left - right);
  return {
    experiments: submitted.length,
    runs: submitted.length * RUNS_OF_AN_EXPERIMENT,
    requests: latencies.length,
    latencyMilliseconds: { median: sorted[Math.floor(sorted.length / 2)] ?? 0, largest: sorted.at(-1) ?? 0 },
  };
}

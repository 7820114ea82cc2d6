import type { ExperimentSpecification } from '@crossover/experiments';
import { ArchiveTooLargeError, resultsNpz, runsInMemory } from '@crossover/experiments/export';
import type { FinishedRun } from '../local/finished-run.ts';
import { packageVersion } from '../package-version.ts';
import { note } from '../terminal/output.ts';

/** What files say of the program that has written them. */
export const createdBy = `crossover ${packageVersion}`;

/** The runs as a NumPy archive; null with a note where they are more than one can hold, since all other files can be had. */
export async function npzOrNote(
  experiment: ExperimentSpecification,
  runs: readonly FinishedRun[],
): Promise<AsyncIterable<Uint8Array> | null> {
  const archive = resultsNpz(experiment, runsInMemory(runs));
  try {
    const first = await archive.next();
    return withFirst(first.done === true ? new Uint8Array(0) : first.value, archive);
  } catch (error) {
    if (!(error instanceof ArchiveTooLargeError)) throw error;
    note(error.message);
    return null;
  }
}

async function* withFirst(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

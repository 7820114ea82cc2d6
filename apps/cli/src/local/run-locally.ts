import { createThreadPool } from '@crossover/compute-node';
import { expandExperiment, runIdentity, type ExperimentSpecification } from '@crossover/experiments';
import { FailureError } from '../errors.ts';
import * as messages from '../messages.ts';
import { note } from '../terminal/output.ts';
import { executeRuns, type LocalRun } from './execute-runs.ts';
import { ResultsFolder } from './results-folder.ts';

export interface LocalExperiment {
  readonly experiment: ExperimentSpecification;
  readonly out: string;
  readonly threads: number;
  readonly signal: AbortSignal;
}

/** What a local experiment has come to, as it is printed on stdout. */
export interface LocalSummary {
  readonly experiment: string;
  readonly out: string;
  readonly runs: {
    readonly total: number;
    /** Finished by an earlier command and used again. */
    readonly reused: number;
    readonly executed: number;
  };
}

/**
 * Executes all runs of an experiment on this machine and keeps their results in a folder. What the folder
 * already holds is used again, and runs that were interrupted go on from their last checkpoint.
 *
 * @throws FailureError when runs failed, after the others have been finished
 */
export async function runLocally({
  experiment,
  out,
  threads,
  signal,
}: LocalExperiment): Promise<LocalSummary> {
  const specifications = expandExperiment(experiment);
  const ids = specifications.map(runIdentity);
  const folder = await ResultsFolder.open(out, experiment);
  const missing: LocalRun[] = [];
  for (const [index, specification] of specifications.entries()) {
    const id = ids[index];
    if ((await folder.readRun(id)) !== null) continue;
    missing.push({ id, specification, checkpoint: await folder.readCheckpoint(id) });
  }
  const reused = ids.length - missing.length;
  if (reused > 0) note(messages.reusedRuns(reused, ids.length, out));
  const failed = await executeInto(folder, missing, experiment.name, threads, signal).finally(() =>
    folder.writeSummary(ids),
  );
  if (failed.length > 0) throw new FailureError(messages.runsFailed(failed));
  return { experiment: experiment.name, out, runs: { total: ids.length, reused, executed: missing.length } };
}

interface Failure {
  readonly id: string;
  readonly message: string;
}

async function executeInto(
  folder: ResultsFolder,
  runs: readonly LocalRun[],
  title: string,
  threads: number,
  signal: AbortSignal,
): Promise<Failure[]> {
  if (runs.length === 0) return [];
  const failed: Failure[] = [];
  // One after the other: a later checkpoint of a run must not be overtaken by an earlier one.
  let writing: Promise<void> = Promise.resolve();
  const pool = createThreadPool({ threads: Math.min(threads, runs.length) });
  try {
    await executeRuns({
      runs,
      pool,
      signal,
      title,
      onResult: async ({ id }, result, seconds) => {
        await writing;
        await folder.writeRun(id, result, seconds);
      },
      onProgress: ({ id }, { checkpoint }) => {
        if (checkpoint === null) return;
        // The run is worth more than its checkpoint: it goes on without.
        const written = writing.then(() => folder.writeCheckpoint(id, checkpoint));
        writing = written.catch((error: Error) => note(messages.checkpointNotWritten(error.message)));
      },
      onFailure: ({ id }, { message }) => failed.push({ id, message }),
    });
    return failed;
  } finally {
    await writing;
    await pool.close();
  }
}

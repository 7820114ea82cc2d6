import { createThreadPool } from '@crossover/compute-node';
import {
  expandExperiment,
  runIdentity,
  type ExperimentSpecification,
  type RunResult,
} from '@crossover/experiments';
import { FailureError } from '../errors.ts';
import * as messages from '../messages.ts';
import { executeRuns, type LocalRun } from './execute-runs.ts';
import type { FinishedRun } from './finished-run.ts';
import { ResultsFolder } from './results-folder.ts';
import type { RunReporter } from './run-reporter.ts';

export interface LocalExperiment {
  readonly experiment: ExperimentSpecification;
  /** The command line, for the record. */
  readonly command: string;
  readonly out: string;
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly reporter: RunReporter;
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
  /** Names of the figures drawn. */
  readonly figures: readonly string[];
}

/**
 * Executes all runs of an experiment on this machine and keeps their results in a folder. What the folder
 * already holds is used again, and runs that were interrupted go on from their last checkpoint. At the end, and when it is
 * interrupted, data and figures of all finished runs are written.
 *
 * @throws FailureError when runs or figures failed, after the others have been finished
 */
export async function runLocally(asked: LocalExperiment): Promise<LocalSummary> {
  const { experiment, out, threads, signal, reporter } = asked;
  const startedAt = new Date();
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
  if (reused > 0) reporter.note(messages.reusedRuns(reused, ids.length, out));
  const outcome = await executeInto(folder, missing, reporter, threads, signal);
  // The drawing program is larger than all else that a command needs: loaded once there is something to draw.
  const { writeFigures, writeResults } = await import('./write-outputs.ts');
  const { thisMachine } = await import('../export/provenance.ts');
  const runs = await writeResults(folder, experiment, {
    command: asked.command,
    startedAt: startedAt.toISOString(),
    endedAt: new Date().toISOString(),
    outcome: outcome.error === null ? 'finished' : signal.aborted ? 'interrupted' : 'failed',
    runsExecuted: outcome.executed,
    threads,
    machine: thisMachine(),
  });
  const figures = await writeFigures(folder, experiment, resultsOf(runs), {
    signal,
    onFigure: (name, file) => reporter.figure(name, file),
  });
  if (outcome.error !== null) throw outcome.error;
  const { failed } = figures;
  if (failed.length > 0) throw new FailureError(messages.figuresFailed(failed, out));
  return {
    experiment: experiment.name,
    out,
    runs: { total: ids.length, reused, executed: missing.length },
    figures: figures.drawn,
  };
}

const resultsOf = (runs: readonly FinishedRun[]): RunResult[] => runs.map(({ result }) => result);

interface Outcome {
  readonly executed: number;
  /** Why not all runs are finished. */
  readonly error: Error | null;
}

async function executeInto(
  folder: ResultsFolder,
  runs: readonly LocalRun[],
  reporter: RunReporter,
  threads: number,
  signal: AbortSignal,
): Promise<Outcome> {
  if (runs.length === 0) return { executed: 0, error: null };
  const failed: { readonly id: string; readonly message: string }[] = [];
  let executed = 0;
  // One after the other: a later checkpoint of a run must not be overtaken by an earlier one.
  let writing: Promise<void> = Promise.resolve();
  const pool = createThreadPool({ threads: Math.min(threads, runs.length) });
  try {
    await executeRuns({
      runs,
      pool,
      signal,
      reporter,
      onResult: async ({ id }, result, seconds) => {
        await writing;
        await folder.writeRun(id, result, seconds);
        executed += 1;
      },
      onProgress: ({ id }, { checkpoint }) => {
        if (checkpoint === null) return;
        // The run is worth more than its checkpoint: it goes on without.
        const written = writing.then(() => folder.writeCheckpoint(id, checkpoint));
        writing = written.catch((error: Error) =>
          reporter.note(messages.checkpointNotWritten(error.message)),
        );
      },
      onFailure: ({ id }, { message }) => failed.push({ id, message }),
    });
    return { executed, error: failed.length > 0 ? new FailureError(messages.runsFailed(failed)) : null };
  } catch (error) {
    return { executed, error: error as Error };
  } finally {
    await writing;
    await pool.close();
  }
}
